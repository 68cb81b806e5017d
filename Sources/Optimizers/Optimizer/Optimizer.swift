internal import Notation

/// An update rule with its hyperparameters, as a value: compared, printed, parsed and stored.
///
/// ```swift
/// let optimizer: Optimizer = .adamw(beta2: 0.95, weightDecay: 0.1).lookahead(k: 5)
/// let same = try Optimizer("adamw(beta2: 0.95, weightDecay: 0.1).lookahead(k: 5)")
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
    if let fault = rule.fault { preconditionFailure("\(type(of: rule).word.name): \(fault)") }
    self.rule = rule
  }

  /// An optimizer with a rule that the caller has checked.
  init(unchecked rule: any UpdateRule) { self.rule = rule }

  /// Reads the notation, in which a bare name is a rule with its defaults.
  ///
  /// - Throws: `NotationError` for an unknown rule or label, or a value out of its range.
  public init(_ notation: String, catalogue: OptimizerCatalogue = .standard) throws {
    self = try catalogue.optimizer(from: NotationExpression(parsing: notation))
  }

  /// The history before the first step, for these parameters.
  public func initialState<Scalar: OptimizerScalar>(
    of parameters: [ParameterShape], as _: Scalar.Type = Scalar.self
  ) -> OptimizerState<Scalar> {
    OptimizerState(StateLayout(rule, parameters))
  }

  /// Changes `parameters` along their gradients, each group with its own settings.
  ///
  /// `reached` holds the indices of the parameters to change; nil changes all. The other parameters
  /// and their history stay as they are, and their gradients are not read. If the first step leaves
  /// a parameter out, its history begins as with a gradient of zero. All parameters share one count
  /// of steps; PyTorch counts for each parameter.
  /// - Throws: when a decomposition of a matrix fails.
  /// - Precondition: `state` was made by this optimizer for these parameters, in this order; rates
  ///   are finite and not negative; the loss is there for a rule that needs it.
  public func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>,
    only reached: [Int]? = nil, _ settings: StepSettings
  ) throws {
    let step = begin(parameters, state, settings)
    guard let reached else { return try rule.step(step) }
    guard step.count == 1 else {
      return try rule.step(step.restricted(to: reached, firstNumber: 0))
    }
    try step.withoutGradients(except: reached) { try rule.step($0) }
  }

  /// The same in float64, for exact comparisons.
  public func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>,
    only reached: [Int]? = nil, _ settings: StepSettings
  ) throws {
    let step = begin(parameters, state, settings)
    guard let reached else { return try rule.step(step) }
    guard step.count == 1 else {
      return try rule.step(step.restricted(to: reached, firstNumber: 0))
    }
    try step.withoutGradients(except: reached) { try rule.step($0) }
  }

  /// Whether the model is evaluated with other values than the trained ones, such as an average:
  /// ``evaluationParameters(of:_:)``.
  public var hasEvaluationParameters: Bool { rule.hasEvaluationParameters }

  /// The values with which the model is evaluated, parameter by parameter. For most rules, and
  /// before the first step, they are the parameters themselves.
  @_specialize(where Scalar == Float)
  public func evaluationParameters<Scalar: OptimizerScalar>(
    of parameters: [ParameterBuffer<Scalar>], _ state: OptimizerState<Scalar>
  ) -> [[Scalar]] {
    var result = parameters.map { Array($0.values) }
    guard hasEvaluationParameters, state.count > 0 else { return result }
    // The targets start as copies of the parameters. Nothing else writes to them.
    let targets = result.indices.map { index in
      let copy = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: result[index].count)
      _ = copy.initialize(from: result[index])
      return copy
    }
    rule.evaluate(Step(parameters, state, StepSettings(learningRate: 0)), into: targets)
    for (index, target) in targets.enumerated() {
      result[index] = Array(target)
      target.deallocate()
    }
    return result
  }

  private func begin<Scalar: OptimizerScalar>(
    _ parameters: [ParameterBuffer<Scalar>], _ state: OptimizerState<Scalar>,
    _ settings: StepSettings
  ) -> Step<Scalar> {
    settings.check(for: parameters.count)
    let expected = state.layout.parameters
    precondition(
      parameters.count == expected.count,
      "the state is for \(expected.count) parameters; received \(parameters.count)")
    for (parameter, expected) in zip(parameters, expected) {
      precondition(
        parameter.shape == expected,
        """
        the state is for '\(expected.name)' of sizes \(expected.sizes); \
        received '\(parameter.shape.name)' of sizes \(parameter.shape.sizes)
        """)
    }
    precondition(state.belongs(to: self), "the state is another optimizer's than \(self)")
    precondition(
      settings.loss != nil || !rule.needsLoss, "\(type(of: rule).word.name) must be told the loss")
    state.count += 1
    state.effectiveRate = nil
    return Step(parameters, state, settings)
  }

  /// Checks that the optimizer fits a model of these parameters.
  ///
  /// - Throws: ``OptimizerError`` for a pattern of ``using(_:in:)`` that no parameter fits, or that
  ///   shares one with another.
  public func check(for parameters: [ParameterShape]) throws {
    if let fault = rule.fault(for: parameters) { throw fault }
  }

  /// Checks that `hyperparameter` may be scheduled with values in `range`.
  ///
  /// - Throws: ``OptimizerError`` that names the hyperparameters, or the values, that may be
  ///   scheduled.
  public func check(scheduling hyperparameter: String, in range: ClosedRange<Double>) throws {
    let word = type(of: rule).word.name
    guard rule.schedulableNames.contains(hyperparameter) else {
      let names = rule.schedulableNames.joined(separator: ", ")
      throw OptimizerError(
        "a scheduled hyperparameter of \(self)",
        names.isEmpty ? "its rate" : "its rate or one of \(names)", received: hyperparameter)
    }
    for value in [range.lowerBound, range.upperBound] {
      if let fault = rule.setting([hyperparameter: value]).deepFault {
        throw OptimizerError(
          "the scheduled \(hyperparameter) of \(word)", fault.requirement, received: fault.received)
      }
    }
  }
}

extension UpdateRule {
  /// The first fault of this rule or of its base.
  var deepFault: OptimizerError? { fault ?? base?.rule.deepFault }
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
  public var description: String { rule.notation.description }
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
