public import Notation

extension Optimizer {
  /// Stochastic gradient descent; see ``SGD``.
  public static func sgd(
    momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(SGD(momentum: momentum, nesterov: nesterov, weightDecay: weightDecay))
  }
}

/// Stochastic gradient descent, with momentum and Nesterov's look ahead when asked for.
///
/// ```
/// g ← g + λ·p
/// v ← μ·v + g
/// p ← p − η·(g + μ·v)   with Nesterov
/// p ← p − η·v           without
/// ```
///
/// where η is the learning rate, μ ``momentum`` and λ ``weightDecay`` (an L2 penalty, coupled to
/// the rate). With μ = 0 nothing is remembered and the step is p − η·g.
///
/// Source: Sutskever et al., *On the importance of initialization and momentum*, 2013; the rule is
/// PyTorch's `torch.optim.SGD`, whose velocity is not scaled by the rate.
public struct SGD: ElementwiseRule {
  /// μ, in 0 ..< 1.
  public var momentum: Double
  /// Whether the step looks ahead along the velocity.
  public let nesterov: Bool
  /// λ, at least 0.
  public var weightDecay: Double

  /// The rule; ``Optimizer`` checks the ranges, and that Nesterov comes with momentum.
  public init(momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0) {
    (self.momentum, self.nesterov, self.weightDecay) = (momentum, nesterov, weightDecay)
  }

  /// What a step needs.
  public struct Coefficients: Sendable {
    var rate, momentum, weightDecay: Double
    var nesterov: Bool
  }

  /// The coefficients are the hyperparameters; nothing depends on the count.
  public func coefficients(learningRate: Double, count: Int) -> Coefficients {
    Coefficients(
      rate: learningRate, momentum: momentum, weightDecay: weightDecay, nesterov: nesterov)
  }

  /// See the formula above.
  @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let momentum = L(repeating: step.momentum)
    let gradient = gradient + L(repeating: step.weightDecay) * parameter
    memory.first = momentum * memory.first + gradient
    let direction = step.nesterov ? gradient + momentum * memory.first : memory.first
    parameter = parameter - L(repeating: step.rate) * direction
  }
}

extension SGD {
  /// `sgd`.
  public static var word: String { "sgd" }
  /// One sentence for lists.
  public static var summary: String { "stochastic gradient descent, with momentum when asked for" }
  /// 0.05 at momentum 0.9, and the same pull 0.5 on the parameters at others.
  public var typicalRate: Double { 0.5 * (1 - momentum) }
  /// The velocity, when there is momentum.
  public var slots: [String] { momentum > 0 ? ["velocity"] : [] }
  /// The decay, and the momentum where there is one.
  public var schedulable: [String: WritableKeyPath<SGD, Double>] {
    momentum > 0
      ? ["momentum": \.momentum, "weightDecay": \.weightDecay] : ["weightDecay": \.weightDecay]
  }
  /// Those that differ from their defaults.
  public var arguments: [NotationArgument] {
    var list: [NotationArgument] = []
    if momentum != 0 { list.append(NotationArgument("momentum", momentum)) }
    if nesterov { list.append(NotationArgument("nesterov", true)) }
    if weightDecay != 0 { list.append(NotationArgument("weightDecay", weightDecay)) }
    return list
  }
  /// Reads `momentum`, `nesterov` and `weightDecay`.
  public init(_ arguments: inout ArgumentReader) throws {
    self.init(
      momentum: try arguments.value("momentum", default: 0.0),
      nesterov: try arguments.value("nesterov", default: false),
      weightDecay: try arguments.value("weightDecay", default: 0.0))
  }
  /// The first hyperparameter out of its range.
  public var fault: OptimizerError? {
    if let fault = OptimizerError.share("momentum", momentum) { return fault }
    if nesterov && momentum == 0 {
      return OptimizerError("momentum", "positive with nesterov", received: momentum)
    }
    return .notNegative("weightDecay", weightDecay)
  }
}
