public import Notation

/// How a step changes parameters: hyperparameters only, no history and no learning rate.
///
/// The history is ``OptimizerState``; the rate arrives with each step.
public protocol UpdateRule: Hashable, Sendable {
  /// The rule's word in the notation, such as `adamw`.
  static var word: String { get }
  /// One sentence for lists.
  static var summary: String { get }
  /// A peak rate that is often about right, from which a search starts.
  var typicalRate: Double { get }
  /// The names of what the rule remembers per element, such as `momentum`; at most three.
  var slots: [String] { get }
  /// The hyperparameters that differ from their defaults, in the notation's order.
  var arguments: [NotationArgument] { get }
  /// Reads the hyperparameters from the notation.
  init(_ arguments: inout ArgumentReader) throws
  /// The first hyperparameter that is out of its range; nil when none is.
  ///
  /// ``Optimizer`` asks for it, and stops the program or throws; a rule's own initializers take
  /// any number.
  var fault: OptimizerError? { get }

  /// The hyperparameters that may change from step to step, by name. A rule that remembers nothing
  /// of momentum, because it has none, does not list it.
  var schedulable: [String: WritableKeyPath<Self, Double>] { get }

  /// One step over float32 parameters.
  func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, _ settings: StepSettings
  )
  /// One step over float64 parameters.
  func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>,
    _ settings: StepSettings)
}

extension UpdateRule {
  /// None.
  public var schedulable: [String: WritableKeyPath<Self, Double>] { [:] }

  /// The names of the hyperparameters that may change from step to step.
  public var schedulableNames: [String] { schedulable.keys.sorted() }

  /// This rule with other values of hyperparameters.
  ///
  /// - Precondition: The names are among ``schedulableNames``.
  public func setting(_ values: [String: Double]) -> Self {
    guard !values.isEmpty else { return self }
    var rule = self
    let paths = schedulable
    for (name, value) in values {
      guard let path = paths[name] else {
        preconditionFailure("\(Self.word) cannot schedule '\(name)'")
      }
      rule[keyPath: path] = value
    }
    return rule
  }
}
