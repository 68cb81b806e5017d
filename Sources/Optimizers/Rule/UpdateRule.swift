public import Notation

/// An update rule: the formula of a step, with its hyperparameters.
///
/// A rule holds no history and no learning rate: the history is ``OptimizerState``, and the rate
/// arrives with each step. Most rules are an ``ElementwiseRule``. A rule that stands alone is a
/// ``NamedRule``, and a rule that changes another rule is a ``RuleModifier``.
public protocol UpdateRule: NotationForm, Hashable, Sendable {
  /// Its hyperparameters, in the notation's order: the ``NotationForm/parameters`` of its word.
  static var hyperparameters: NotationParameters<Self> { get }
  /// The optimizer that this rule changes; nil for a rule that stands alone.
  var base: Optimizer? { get }

  /// A peak rate that often works, from which a search for a rate starts.
  var typicalRate: Double { get }
  /// The factor from the rate that is best in short trainings to the best one of a whole run, by the
  /// measurements of `docs/finding.md`.
  var searchFactor: Double { get }
  /// Whether the rule finds the size of its steps itself. Its rate is then a factor, usually 1, and
  /// need not be searched for.
  var findsRate: Bool { get }
  /// Whether the rule works best at a constant rate, because finding the size of its steps includes
  /// a warm-up or a decay.
  var keepsRate: Bool { get }
  /// Whether a step needs the loss: ``Step/loss``.
  var needsLoss: Bool { get }
  /// The error of hyperparameters that are in their ranges but contradict each other; nil if there
  /// is none.
  var conflict: OptimizerError? { get }

  /// λ of a decoupled weight decay, which multiplies the parameter by 1 − η·λ; 0 for a rule without
  /// weight decay, or with an L2 penalty that is added to the gradient.
  ///
  /// If it is not 0, `weightDecay` is among ``schedulableNames``, and setting that to 0 turns the
  /// decay off.
  func decoupledDecay(of parameter: ParameterShape) -> Double
  /// The name patterns of the parameters that have rules of their own.
  var routes: [NamePattern] { get }
  /// The error of the rule for a model with these parameters; nil if there is none.
  func fault(for parameters: [ParameterShape]) -> OptimizerError?

  /// How the step of a parameter depends on its gradient; nil where this is not known, or where the step
  /// also depends on the parameter's own size.
  func gradientDependence(of parameter: ParameterShape) -> GradientDependence?

  /// The slots in which the rule remembers one parameter's history.
  func slots(of parameter: ParameterShape) -> [Slot]
  /// The numbers that the rule remembers of all parameters together.
  var numbers: [StateNumber] { get }
  /// Whether slots of one number per element are stored as brain floats, two bytes each.
  var isCompact: Bool { get }

  /// The names of the hyperparameters that a plan may schedule, sorted.
  var schedulableNames: [String] { get }
  /// This rule with other values of hyperparameters.
  ///
  /// - Precondition: The names are among ``schedulableNames``.
  func setting(_ values: [String: Double]) -> Self

  /// One step. ``Step/count`` is the number of this step, from 1.
  ///
  /// - Throws: when a decomposition of a matrix fails; parameters and history may then be half
  ///   changed.
  func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws
  /// One step over float32 parameters: ``run(_:)``, compiled for them.
  func step(_ step: Step<Float>) throws
  /// One step over float64 parameters: ``run(_:)``, compiled for them.
  func step(_ step: Step<Double>) throws

  /// Whether the model is evaluated with other values than the trained ones, such as an average.
  var hasEvaluationParameters: Bool { get }
  /// Writes the values for evaluation into `targets`. It is called only if
  /// ``hasEvaluationParameters`` is true, and not before the first step.
  func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>])
}

extension UpdateRule {
  /// The hyperparameters.
  public static var parameters: NotationParameters<Self> { hyperparameters }
  /// None.
  public var base: Optimizer? { nil }
  /// 1: not measured, or no difference.
  public var searchFactor: Double { 1 }
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
  /// Not known.
  public func gradientDependence(of parameter: ParameterShape) -> GradientDependence? { nil }
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

  /// Calls ``run(_:)``.
  @inlinable
  public func step(_ step: Step<Float>) throws { try run(step) }
  /// Calls ``run(_:)``.
  @inlinable
  public func step(_ step: Step<Double>) throws { try run(step) }

  /// The rule's own names.
  public var schedulableNames: [String] { ownSchedulableNames }
  /// The rule with these values.
  public func setting(_ values: [String: Double]) -> Self { settingOwn(values) }

  var ownSchedulableNames: [String] {
    Self.hyperparameters.list.filter { $0.variable(self) != nil }.map(\.name).sorted()
  }

  func settingOwn(_ values: [String: Double]) -> Self {
    guard !values.isEmpty else { return self }
    let list = Self.hyperparameters.list
    var rule = self
    for (name, value) in values {
      guard let path = list.first(where: { $0.name == name })?.variable(self) else {
        preconditionFailure("\(Self.word.name) cannot schedule '\(name)'")
      }
      rule[keyPath: path] = value
    }
    return rule
  }

  /// The notation: the word, and the hyperparameters that differ from their defaults.
  public var notation: NotationExpression {
    let (name, arguments) = (Self.word.name, arguments)
    guard !arguments.isEmpty || base != nil else { return NotationExpression(.name(name)) }
    return .call(name, arguments, on: base?.rule.notation)
  }

  /// The notation with all hyperparameters, also those at their defaults; for lists.
  public var signature: String {
    let shown = Self.hyperparameters.list.map { hyperparameter in
      let arguments = NotationParameters([hyperparameter]).arguments(of: self, unless: nil)
      return arguments.first?.description ?? "\(hyperparameter.name):"
    }
    return "\(Self.word.name)(\(shown.joined(separator: ", ")))"
  }

  /// The error of the first hyperparameter that is out of its range; nil if there is none. A rule's
  /// initializers take any number. ``Optimizer`` checks `fault`, and throws or stops the program.
  public var fault: OptimizerError? { parameterFault.map { OptimizerError($0) } ?? conflict }
}

/// A rule that stands alone, such as Adam, and does not change another rule.
public protocol NamedRule: UpdateRule {
  /// The rule with its defaults.
  init()
}

extension NamedRule {
  /// The rule with its defaults.
  public var defaults: Self { Self() }
}
