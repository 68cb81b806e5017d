public import Notation

extension Optimizer {
  /// Adam with an L2 penalty; see ``Adam``.
  public static func adam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(Adam(beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay))
  }
}

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// ```
/// g ← g + λ·p
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
/// ```
///
/// where η is the learning rate, t the count of this step from 1, and λ ``weightDecay``, an L2
/// penalty that passes through both means; ``AdamW`` decouples it. The first step has size η in
/// every element whose gradient is far above ε.
///
/// Source: Kingma & Ba, *Adam*, 2015, algorithm 1 (<https://arxiv.org/abs/1412.6980>), ε outside
/// the root and after the correction, as in PyTorch's `torch.optim.Adam`.
public struct Adam: ElementwiseRule {
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
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) {
    (self.beta1, self.beta2) = (beta1, beta2)
    (self.epsilon, self.weightDecay) = (epsilon, weightDecay)
  }

  /// What a step needs.
  public struct Coefficients: Sendable {
    var moments: AdamMoments
    var weightDecay: Double
  }

  /// Both bias corrections, worked out once.
  public func coefficients(learningRate: Double, count: Int) -> Coefficients {
    Coefficients(
      moments: AdamMoments(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, count: count),
      weightDecay: weightDecay)
  }

  /// See the formula above.
  @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + L(repeating: step.weightDecay) * parameter
    parameter = parameter - step.moments.step(along: gradient, &memory)
  }
}

extension Adam {
  /// `adam`.
  public static var word: String { "adam" }
  /// One sentence for lists.
  public static var summary: String { "running means of gradient and square; decay as L2 penalty" }
  /// 0.003, for networks of moderate size.
  public var typicalRate: Double { 3e-3 }
  /// m and v.
  public var slots: [String] { ["mean", "square"] }
  /// All; a bias correction uses the β of its step.
  public var schedulable: [String: WritableKeyPath<Adam, Double>] {
    ["beta1": \.beta1, "beta2": \.beta2, "epsilon": \.epsilon, "weightDecay": \.weightDecay]
  }
  /// Those that differ from their defaults.
  public var arguments: [NotationArgument] {
    adamArguments(beta1, beta2, epsilon, weightDecay, defaultDecay: 0)
  }
  /// Reads `beta1`, `beta2`, `epsilon` and `weightDecay`.
  public init(_ arguments: inout ArgumentReader) throws {
    self.init(
      beta1: try arguments.value("beta1", default: 0.9),
      beta2: try arguments.value("beta2", default: 0.999),
      epsilon: try arguments.value("epsilon", default: 1e-8),
      weightDecay: try arguments.value("weightDecay", default: 0.0))
  }
  /// The first hyperparameter out of its range.
  public var fault: OptimizerError? { adamFault(beta1, beta2, epsilon, weightDecay) }
}
