public import Notation

extension Optimizer {
  /// Adam with decoupled weight decay; see ``AdamW``.
  public static func adamw(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01
  ) -> Optimizer {
    Optimizer(AdamW(beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay))
  }
}

/// Adam with decoupled weight decay.
///
/// ```
/// p ← (1 − η·λ)·p
/// p ← p − Adam's step
/// ```
///
/// where η is the learning rate and λ ``weightDecay``; the decay does not pass through the means
/// of ``Adam``. With λ = 0 it is Adam. Since η multiplies λ, a schedule on the rate also schedules
/// the decay.
///
/// Source: Loshchilov & Hutter, *Decoupled Weight Decay Regularization*, 2019, algorithm 2
/// (<https://arxiv.org/abs/1711.05101>), with PyTorch's η·λ in place of the paper's separate factor.
public struct AdamW: ElementwiseRule {
  /// β₁, in 0 ..< 1.
  public var beta1: Double
  /// β₂, in 0 ..< 1.
  public var beta2: Double
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon: Double
  /// λ, at least 0.
  public var weightDecay: Double

  /// The rule; ``Optimizer`` checks the ranges.
  public init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01
  ) {
    (self.beta1, self.beta2) = (beta1, beta2)
    (self.epsilon, self.weightDecay) = (epsilon, weightDecay)
  }

  /// What a step needs.
  public struct Coefficients: Sendable {
    var moments: AdamMoments
    var kept: Double
  }

  /// Both bias corrections and the share of the parameter that is kept, worked out once.
  public func coefficients(learningRate: Double, count: Int) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, count: count),
      kept: 1 - learningRate * weightDecay)
  }

  /// See the formula above.
  @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    parameter =
      L(repeating: step.kept) * parameter - step.moments.step(along: gradient, &memory)
  }
}

extension AdamW {
  /// `adamw`.
  public static var word: String { "adamw" }
  /// One sentence for lists.
  public static var summary: String { "Adam with decoupled weight decay" }
  /// 0.003, for networks of moderate size.
  public var typicalRate: Double { 3e-3 }
  /// m and v.
  public var slots: [String] { ["mean", "square"] }
  /// All; a bias correction uses the β of its step.
  public var schedulable: [String: WritableKeyPath<AdamW, Double>] {
    ["beta1": \.beta1, "beta2": \.beta2, "epsilon": \.epsilon, "weightDecay": \.weightDecay]
  }
  /// Those that differ from their defaults.
  public var arguments: [NotationArgument] {
    adamArguments(beta1, beta2, epsilon, weightDecay, defaultDecay: 0.01)
  }
  /// Reads `beta1`, `beta2`, `epsilon` and `weightDecay`.
  public init(_ arguments: inout ArgumentReader) throws {
    self.init(
      beta1: try arguments.value("beta1", default: 0.9),
      beta2: try arguments.value("beta2", default: 0.999),
      epsilon: try arguments.value("epsilon", default: 1e-8),
      weightDecay: try arguments.value("weightDecay", default: 0.01))
  }
  /// The first hyperparameter out of its range.
  public var fault: OptimizerError? { adamFault(beta1, beta2, epsilon, weightDecay) }
}
