internal import Notation

/// An update rule with its hyperparameters, as a value: compared, printed, parsed and stored.
///
/// ```swift
/// let optimizer: Optimizer = .adamw(beta2: 0.95, weightDecay: 0.1)
/// let same = try Optimizer("adamw(beta2: 0.95, weightDecay: 0.1)")
/// ```
///
/// It holds no history and no learning rate: the history is ``OptimizerState``, and the rate
/// arrives with each step.
public struct Optimizer: Sendable {
  /// The rule.
  public let rule: any UpdateRule

  /// An optimizer with this rule.
  ///
  /// - Precondition: the rule finds no ``UpdateRule/fault`` in its hyperparameters.
  public init(_ rule: some UpdateRule) {
    if let fault = rule.fault { preconditionFailure("\(type(of: rule).word): \(fault)") }
    self.rule = rule
  }

  /// Reads the notation, in which a bare name is a rule with its defaults.
  ///
  /// - Throws: `NotationError` for an unknown rule or label, or a value out of its range.
  public init(_ notation: String, catalogue: OptimizerCatalogue = .standard) throws {
    rule = try catalogue.rule(NotationExpression(parsing: notation))
  }

  /// A history of zeros for parameters with these names and numbers of elements.
  public func initialState<Scalar>(
    names: [String], counts: [Int]
  ) -> OptimizerState<Scalar> {
    OptimizerState(slots: rule.slots, names: names, counts: counts)
  }

  /// Changes `parameters` along their gradients, times `gradientScale`, with `learningRate`.
  ///
  /// - Precondition: `state` was made for these parameters, in this order; the rate and the scale
  ///   are finite; at least one thread.
  public func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, learningRate: Double,
    gradientScale: Double = 1, threads: Int = 1
  ) {
    step(
      parameters, state,
      StepSettings(learningRate: learningRate, gradientScale: gradientScale, threads: threads))
  }

  /// Changes `parameters` along their gradients, each group with its own settings.
  ///
  /// - Precondition: `state` was made for these parameters, in this order.
  public func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, _ settings: StepSettings
  ) {
    rule.step(parameters, state, settings)
  }

  /// Checks that `hyperparameter` may be scheduled with values in `range`.
  ///
  /// - Throws: ``OptimizerError`` that says which may be, or which values.
  public func check(scheduling hyperparameter: String, in range: ClosedRange<Double>) throws {
    let word = type(of: rule).word
    guard rule.schedulableNames.contains(hyperparameter) else {
      let names = rule.schedulableNames.joined(separator: ", ")
      throw OptimizerError(
        "a scheduled hyperparameter of \(self)",
        names.isEmpty ? "its rate" : "its rate or one of \(names)", received: hyperparameter)
    }
    for value in [range.lowerBound, range.upperBound] {
      if let fault = rule.setting([hyperparameter: value]).fault {
        throw OptimizerError(
          "the scheduled \(hyperparameter) of \(word)", fault.requirement, received: fault.received)
      }
    }
  }

  /// The same in float64, for exact comparisons.
  public func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>, learningRate: Double,
    gradientScale: Double = 1, threads: Int = 1
  ) {
    rule.step(
      parameters, state,
      StepSettings(learningRate: learningRate, gradientScale: gradientScale, threads: threads))
  }
}

extension Optimizer: Hashable {
  /// Whether rule and hyperparameters are the same.
  public static func == (left: Optimizer, right: Optimizer) -> Bool {
    AnyHashable(left.rule) == AnyHashable(right.rule)
  }
  /// Hashes the rule and its hyperparameters.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(rule)) }
}

extension Optimizer: CustomStringConvertible {
  /// The notation: the rule's word, and the hyperparameters that differ from their defaults.
  public var description: String {
    let call = NotationCall(type(of: rule).word, rule.arguments)
    return rule.arguments.isEmpty
      ? type(of: rule).word : NotationExpression(.call(call)).description
  }
}

extension Optimizer: Codable {
  /// Reads the notation, a string, with the standard catalogue.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Optimizer($0) }
  }
  /// Writes the notation, a string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(notation: self)
  }
}
