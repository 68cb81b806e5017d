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
  /// - Precondition: no two with one word.
  public init(_ rules: [any NamedRule.Type], modifiers: [any RuleModifier.Type] = []) {
    let words = rules.map { $0.word } + modifiers.map { $0.word }
    precondition(Set(words).count == words.count, "two rules have one word")
    (self.rules, self.modifiers) = (rules, modifiers)
  }

  /// This catalogue with one more rule.
  ///
  /// - Precondition: no rule of this catalogue has its word.
  public func adding(_ rule: any NamedRule.Type) -> OptimizerCatalogue {
    OptimizerCatalogue(rules + [rule], modifiers: modifiers)
  }

  /// This catalogue with one more modifier.
  ///
  /// - Precondition: no rule of this catalogue has its word.
  public func adding(modifier: any RuleModifier.Type) -> OptimizerCatalogue {
    OptimizerCatalogue(rules, modifiers: modifiers + [modifier])
  }

  func optimizer(from expression: NotationExpression) throws -> Optimizer {
    var arguments = try ArgumentReader(expression, role: "an optimizer")
    let rule = try rule(of: expression, reading: &arguments)
    try arguments.finish()
    if let fault = rule.fault {
      throw arguments.error(for: fault.parameter, fault.requirement, received: fault.received)
    }
    return Optimizer(unchecked: rule)
  }

  private func rule(
    of expression: NotationExpression, reading arguments: inout ArgumentReader
  ) throws -> any UpdateRule {
    // Closures, not key paths: a key path through a metatype crashes the compiler (Swift 6.3.1).
    let name = arguments.name
    let rule = rules.first { $0.word == name }
    let modifier = modifiers.first { $0.word == name }
    guard let receiver = arguments.receiver else {
      if let rule { return try rule.reading(&arguments) }
      throw unknown(
        "optimizer", name, among: rules.map { $0.word }, at: expression,
        unless: modifier == nil
          ? nil : "'\(name)' changes an optimizer: write it after one, with a dot")
    }
    if let modifier {
      return try modifier.reading(&arguments, over: optimizer(from: receiver), self)
    }
    throw unknown(
      "modifier", name, among: modifiers.map { $0.word }, at: expression,
      unless: rule == nil ? nil : "'\(name)' stands alone: write it without a dot before it")
  }

  private func unknown(
    _ role: String, _ name: String, among words: [String], at expression: NotationExpression,
    unless misplaced: String?
  ) -> NotationError {
    if let misplaced { return NotationError(misplaced, at: expression.namePlace) }
    let nearest = nearestName(to: name, among: words)
    return NotationError(
      "unknown \(role) '\(name)'", at: expression.namePlace,
      expected: nearest == nil ? words.listed : nil, suggestion: nearest)
  }
}

extension NamedRule {
  fileprivate static func reading(_ arguments: inout ArgumentReader) throws -> any UpdateRule {
    var rule = Self()
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
