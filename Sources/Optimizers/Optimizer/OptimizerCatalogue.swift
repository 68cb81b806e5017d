internal import Notation

/// The rules that a parser knows by name. Your own rule joins them by ``adding(_:)``.
public struct OptimizerCatalogue: Sendable {
  /// The rules that stand alone, in the order of lists.
  public private(set) var rules: [any NamedRule.Type]
  /// The rules that change another rule, in the order of lists.
  public private(set) var modifiers: [any RuleModifier.Type]

  /// Every rule of this module.
  public static let standard = OptimizerCatalogue(
    [
      SGD.self, Adam.self, AdamW.self, Adagrad.self, RMSprop.self, Adadelta.self, Adamax.self,
      NAdam.self, RAdam.self, Lion.self, Adan.self, AdEMAMix.self, SignSGD.self, AdaBelief.self,
      ADOPT.self,
      Lamb.self, Lars.self, Adafactor.self, AdamMini.self, Muon.self, Shampoo.self, Soap.self,
      Prodigy.self, DAdaptation.self, DoG.self, DoWG.self, MoMo.self, MoMoAdam.self,
    ],
    modifiers: [
      ScheduleFree.self, Cautious.self, Lookahead.self, Averaged.self, Using.self,
      DecayingMatrices.self, IndependentDecay.self,
      Mechanic.self, Hypergradient.self,
      Compact.self,
    ])

  /// A catalogue of these rules.
  ///
  /// - Precondition: No two have the same word.
  public init(_ rules: [any NamedRule.Type], modifiers: [any RuleModifier.Type] = []) {
    (rules.map { $0.word.name } + modifiers.map { $0.word.name }).requireDistinct(as: "optimizer")
    (self.rules, self.modifiers) = (rules, modifiers)
  }

  /// This catalogue with one more rule.
  ///
  /// - Precondition: No rule of this catalogue has its word.
  public func adding(_ rule: any NamedRule.Type) -> OptimizerCatalogue {
    OptimizerCatalogue(rules + [rule], modifiers: modifiers)
  }

  /// This catalogue with one more modifier.
  ///
  /// - Precondition: No rule of this catalogue has its word.
  public func adding(modifier: any RuleModifier.Type) -> OptimizerCatalogue {
    OptimizerCatalogue(rules, modifiers: modifiers + [modifier])
  }

  func optimizer(from expression: NotationExpression) throws -> Optimizer {
    var arguments = try ArgumentReader(expression, role: "an optimizer", catalogues: [self])
    let rule = try rule(reading: &arguments)
    try arguments.finish()
    try arguments.check(rule.fault)
    return Optimizer(unchecked: rule)
  }

  private func rule(reading arguments: inout ArgumentReader) throws -> any UpdateRule {
    // Closures, not key paths: a key path through a metatype crashes the compiler (Swift 6.3.1).
    let name = arguments.name
    guard let receiver = arguments.receiver else {
      let isModifier = modifiers.contains { $0.word.name == name }
      let type = try arguments.entry(
        "optimizer", in: rules, named: { $0.word.name },
        unless: isModifier
          ? "'\(name)' changes an optimizer: write it after one, with a dot" : nil)
      var rule = type.init()
      try rule.read(&arguments)
      return rule
    }
    let isRule = rules.contains { $0.word.name == name }
    let type = try arguments.entry(
      "modifier", in: modifiers, named: { $0.word.name },
      unless: isRule ? arguments.standsAlone : nil)
    var rule = type.init(try optimizer(from: receiver))
    try rule.read(&arguments)
    return rule
  }
}

extension OptimizerCatalogue {
  /// One optimizer of each kind with usual settings: `anneal compare TASK --optimizer all` compares
  /// them.
  public static var family: [Optimizer] {
    let rules = standard.rules.map { Optimizer(unchecked: $0.init()) }
    let momentum = Optimizer.sgd(momentum: 0.9)
    let changed: [Optimizer] = [
      momentum, .dAdaptation(method: .sgd), .adamw(beta1: 0).scheduleFree(),
      .sgd().scheduleFree(), .adamw().mechanic(), .adamw().hypergradient(), .adamw().cautious(),
      momentum.lookahead(), momentum.averaged(decay: 0.99), .dog().averaged(),
      .adamw().decayingMatrices(), .adamw().compact(),
    ]
    return rules + changed
  }
}
