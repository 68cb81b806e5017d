internal import RealModule

extension Optimizer {
  /// AdamW with a second, slow mean of gradients; see ``AdEMAMix``.
  public static func ademamix(
    beta1: Double = 0.9, beta2: Double = 0.999, beta3: Double = 0.9999, alpha: Double = 5,
    epsilon: Double = 1e-8, weightDecay: Double = 0, warmup: Int = 0
  ) -> Optimizer {
    var rule = AdEMAMix()
    (rule.beta1, rule.beta2, rule.beta3) = (beta1, beta2, beta3)
    (rule.alpha, rule.epsilon) = (alpha, epsilon)
    (rule.weightDecay, rule.warmup) = (weightDecay, warmup)
    return Optimizer(rule)
  }
}

/// AdEMAMix: AdamW whose step also follows a mean over thousands of old gradients.
///
/// ```
/// m₁ ← β₁·m₁ + (1 − β₁)·g
/// m₂ ← β₃·m₂ + (1 − β₃)·g
/// v ← β₂·v + (1 − β₂)·g²
/// p ← (1 − η·λ)·p − η·(m₁/(1 − β₁ᵗ) + α·m₂) / (√v/√(1 − β₂ᵗ) + ε)
/// ```
///
/// where η is the learning rate, t the count of this step from 1, α ``alpha`` and λ ``weightDecay``,
/// decoupled. m₂ has no bias correction and comes up by itself. Over the first T = ``warmup`` steps α
/// is α·t/T, and β₃ rises from β₁ so that 1/ln β is linear in t, which is nearly the length of the
/// mean; T = 0 has both at their values from the first step. Without warm-up, α·m₂ can outweigh m₁
/// early and training may blow up; the authors take T as long as the training.
///
/// Source: Pagliardini et al., *The AdEMAMix Optimizer*, 2024, section 3
/// (<https://arxiv.org/abs/2409.03137>). The authors' code adds 1e-8 to the β under the logarithms.
public struct AdEMAMix: ElementwiseRule {
  /// β₁, in 0 ..< 1: of the fast mean.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1: of the squares.
  public var beta2 = 0.999
  /// β₃, in 0 ..< 1: of the slow mean.
  public var beta3 = 0.9999
  /// α, at least 0: the slow mean's weight; with 0 it is AdamW.
  public var alpha = 5.0
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// T, in steps.
  public var warmup = 0

  /// The paper's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var slowRate, slowBeta, kept: Double
  }

  /// Both bias corrections and both warm-ups, worked out once.
  public func coefficients(_ moment: Moment) -> Coefficients {
    let share = moment.count < warmup ? Double(moment.count) / Double(warmup) : 1
    return Coefficients(
      moments: AdamMoments(
        learningRate: moment.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: moment.count),
      slowRate: moment.learningRate * alpha * share, slowBeta: slowBeta(share),
      kept: 1 - moment.learningRate * weightDecay)
  }

  /// β₃ after this share of the warm-up.
  private func slowBeta(_ share: Double) -> Double {
    guard share < 1 else { return beta3 }
    // A β of 0 has 1/ln β = -0, and the other decides.
    return min(.exp(1 / ((1 - share) / .log(beta1) + share / .log(beta3))), beta3)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory.first, &memory.second)
    memory.third = step.slowBeta * memory.third + (1 - step.slowBeta) * gradient
    let direction = step.moments.rate * memory.first + step.slowRate * memory.third
    parameter = step.kept * parameter - direction / step.moments.size(memory.second)
  }
}

extension AdEMAMix {
  /// `ademamix`.
  public static var word: String { "ademamix" }
  /// One sentence for lists.
  public static var summary: String { "AdamW with a second, slow mean of gradients" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m₁ and v as adam;  m₂ ← β₃·m₂ + (1 − β₃)·g
    p ← p − η·((m̂₁ + α·m₂)/(√v̂ + ε) + λ·p)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "long runs, in which gradients of ten thousand steps ago still help"
  }
  /// Where it comes from.
  public static var source: String { "Pagliardini et al. 2024" }
  /// 0.001, below AdamW's: the slow mean adds to the step.
  public var typicalRate: Double { 1e-3 }
  /// λ.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 3...3 }
  /// m₁, v and m₂.
  public var elementSlots: [Slot] { [Slot("mean"), Slot("square"), Slot("slowMean")] }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<AdEMAMix>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .share("beta3", \.beta3),
      .notNegative("alpha", \.alpha), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .whole("warmup", \.warmup, atLeast: 0),
    ]
  }
}
