public import Notation

/// How a step changes parameters: hyperparameters only, no history and no learning rate.
///
/// The history is ``OptimizerState``; the rate arrives with each step. Most rules are an
/// ``ElementwiseRule``; one that stands alone is a ``NamedRule``, one that changes another a
/// ``RuleModifier``.
public protocol UpdateRule: Hashable, Sendable {
  /// The rule's word in the notation, such as `adamw`.
  static var word: String { get }
  /// One sentence for lists.
  static var summary: String { get }
  /// The rule in a line or two, as its documentation has it.
  static var formula: String { get }
  /// What it is for, in one sentence.
  static var purpose: String { get }
  /// Where it comes from, for lists.
  static var source: String { get }
  /// Its hyperparameters, in the notation's order.
  static var hyperparameters: [RuleHyperparameter<Self>] { get }
  /// This rule with its hyperparameters at their defaults.
  var defaults: Self { get }
  /// What this rule changes, for one that changes another.
  var base: Optimizer? { get }

  /// A peak rate that is often about right, from which a search starts.
  var typicalRate: Double { get }
  /// Whether the rule finds the size of its steps itself, so that no rate need be searched for: its
  /// rate is a factor, 1 unless one wants another.
  var findsRate: Bool { get }
  /// Whether its rate is best left as it is throughout, since a warm-up or a decay of the rule's own is
  /// part of how it finds the size of its steps.
  var keepsRate: Bool { get }
  /// Whether a step needs to be told the loss.
  var needsLoss: Bool { get }
  /// What is wrong with the hyperparameters taken together, beyond the range of each.
  var conflict: OptimizerError? { get }

  /// λ of a weight decay that shrinks the parameter by η·λ beside the step, whatever the gradient; 0
  /// for a rule without, or with a penalty in the gradient.
  ///
  /// Where it is not 0, `weightDecay` is among ``schedulableNames``, and 0 leaves the step without it.
  func decoupledDecay(of parameter: ParameterShape) -> Double
  /// The patterns of the parameters that rules of their own change.
  var routes: [NamePattern] { get }
  /// What is wrong with the rule for a model of these parameters.
  func fault(for parameters: [ParameterShape]) -> OptimizerError?

  /// What is remembered of a parameter.
  func slots(of parameter: ParameterShape) -> [Slot]
  /// What is remembered of all parameters together.
  var numbers: [StateNumber] { get }
  /// Whether what is remembered per element is kept in two bytes.
  var isCompact: Bool { get }

  /// The hyperparameters that may change from step to step, sorted.
  var schedulableNames: [String] { get }
  /// This rule with other values of hyperparameters.
  ///
  /// - Precondition: The names are among ``schedulableNames``.
  func setting(_ values: [String: Double]) -> Self

  /// One step. ``Step/count`` is the number of this step, from 1.
  ///
  /// - Throws: when a decomposition of a matrix fails; parameters and history may then be half changed.
  func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws
  /// One step over float32 parameters: ``run(_:)``, compiled for them.
  func step(_ step: Step<Float>) throws
  /// One step over float64 parameters: ``run(_:)``, compiled for them.
  func step(_ step: Step<Double>) throws

  /// Whether the model is to be evaluated with other numbers than those it is trained with.
  var hasEvaluationParameters: Bool { get }
  /// Writes what the model is to be evaluated with; called when ``hasEvaluationParameters``, and after
  /// the first step.
  func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>])
}

extension UpdateRule {
  /// None.
  public var base: Optimizer? { nil }
  /// No.
  public var findsRate: Bool { false }
  /// No.
  public var keepsRate: Bool { false }
  /// No.
  public var needsLoss: Bool { false }
  /// Nothing.
  public var conflict: OptimizerError? { nil }
  /// None.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { 0 }
  /// None.
  public var routes: [NamePattern] { [] }
  /// Nothing.
  public func fault(for parameters: [ParameterShape]) -> OptimizerError? { nil }
  /// None.
  public var numbers: [StateNumber] { [] }
  /// No.
  public var isCompact: Bool { false }
  /// No.
  public var hasEvaluationParameters: Bool { false }
  /// Nothing to write.
  public func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {}

  /// Runs it.
  @inlinable
  public func step(_ step: Step<Float>) throws { try run(step) }
  /// Runs it.
  @inlinable
  public func step(_ step: Step<Double>) throws { try run(step) }

  /// Those of the rule's own.
  public var schedulableNames: [String] { ownSchedulableNames }
  /// With these values of the rule's own.
  public func setting(_ values: [String: Double]) -> Self { settingOwn(values) }

  var ownSchedulableNames: [String] {
    Self.hyperparameters.filter { $0.path(self) != nil }.map(\.name).sorted()
  }

  func settingOwn(_ values: [String: Double]) -> Self {
    guard !values.isEmpty else { return self }
    var rule = self
    for (name, value) in values {
      guard let path = Self.hyperparameters.first(where: { $0.name == name })?.path(self) else {
        preconditionFailure("\(Self.word) cannot schedule '\(name)'")
      }
      rule[keyPath: path] = value
    }
    return rule
  }

  /// The notation: the word, and the hyperparameters that differ from their defaults.
  public var notation: NotationExpression {
    let defaults = defaults
    let arguments = Self.hyperparameters.compactMap { hyperparameter in
      let argument = hyperparameter.argument(self)
      let isUsual = !hyperparameter.isRequired && argument == hyperparameter.argument(defaults)
      return isUsual ? nil : argument
    }
    guard !arguments.isEmpty || base != nil else { return NotationExpression(.name(Self.word)) }
    return NotationExpression(.call(NotationCall(Self.word, arguments, on: base?.rule.notation)))
  }

  /// How the rule is written with all its hyperparameters, those of this value; for lists.
  public var signature: String {
    let arguments = Self.hyperparameters.map { hyperparameter in
      hyperparameter.argument(self).map(\.description) ?? "\(hyperparameter.name):"
    }
    return "\(Self.word)(\(arguments.joined(separator: ", ")))"
  }

  /// The first hyperparameter that is out of its range; nil when none is.
  ///
  /// ``Optimizer`` asks for it, and stops the program or throws; a rule's own initializers take any
  /// number.
  public var fault: OptimizerError? {
    for hyperparameter in Self.hyperparameters {
      if let fault = hyperparameter.fault(self) { return fault }
    }
    return conflict
  }

  mutating func read(_ arguments: inout ArgumentReader) throws {
    for hyperparameter in Self.hyperparameters { try hyperparameter.read(&self, &arguments) }
  }
}

/// A rule that stands alone, such as Adam.
public protocol NamedRule: UpdateRule {
  /// The rule with its defaults.
  init()
}

extension NamedRule {
  /// The rule with its defaults.
  public var defaults: Self { Self() }
}
