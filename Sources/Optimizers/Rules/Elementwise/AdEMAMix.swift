public import Notation
internal import RealModule

extension Optimizer {
  /// AdEMAMix: AdamW whose step also follows a mean over thousands of old gradients.
  ///
  /// ```
  /// m₁ ← β₁·m₁ + (1 − β₁)·g
  /// m₂ ← β₃·m₂ + (1 − β₃)·g
  /// v ← β₂·v + (1 − β₂)·g²
  /// p ← (1 − η·λ)·p − η·(m₁/(1 − β₁ᵗ) + α·m₂) / (√v/√(1 − β₂ᵗ) + ε)
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, α `alpha` and λ `weightDecay`,
  /// decoupled. m₂ has no bias correction and grows from 0. Over the first T = `warmup` steps, α
  /// rises linearly as α·t/T, and β₃ rises from β₁ so that −1/ln β, nearly the length of the mean
  /// in steps, is linear in t. With T = 0 both have their final values from the first step. Without
  /// a warm-up, α·m₂ can be much larger than m₁ early on, and training may diverge; the authors
  /// choose T as long as the training.
  ///
  /// Source: Pagliardini et al., *The AdEMAMix Optimizer*, 2024, section 3
  /// (<https://arxiv.org/abs/2409.03137>). The authors' code adds 1e-8 to the β under the
  /// logarithms.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1: of the fast mean.
  ///   - beta2: β₂, in 0 ..< 1: of the squares.
  ///   - beta3: β₃, in 0 ..< 1: of the slow mean.
  ///   - alpha: α, at least 0: the slow mean's weight; with 0 it is AdamW.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - warmup: T, in steps.
  /// - Precondition: every number is in its range.
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

/// The rule of `ademamix`.
@usableFromInline package struct AdEMAMix: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }
  @inlinable package static var slowMean: StateKey { StateKey(2, "slowMean") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var beta3 = 0.9999
  package var alpha = 5.0
  package var epsilon = 1e-8
  package var weightDecay = 0.0
  package var warmup = 0

  /// The paper's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var moments: AdamMoments
    @usableFromInline var slowRate, slowBeta, kept: Double
  }

  /// Both bias corrections and both warm-ups, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    let fraction = step.count < warmup ? Double(step.count) / Double(warmup) : 1
    return Coefficients(
      moments: AdamMoments(
        learningRate: step.learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        count: step.count),
      slowRate: step.learningRate * alpha * fraction, slowBeta: slowBeta(fraction),
      kept: 1 - step.learningRate * weightDecay)
  }

  /// β₃ after this fraction of the warm-up.
  private func slowBeta(_ fraction: Double) -> Double {
    guard fraction < 1 else { return beta3 }
    // A β of 0 has 1/ln β = -0, and the other decides.
    return min(.exp(1 / ((1 - fraction) / .log(beta1) + fraction / .log(beta3))), beta3)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    step.moments.take(gradient, into: &memory, mean, square)
    memory[slowMean] = step.slowBeta * memory[slowMean] + (1 - step.slowBeta) * gradient
    let direction = step.moments.rate * memory[mean] + step.slowRate * memory[slowMean]
    parameter = step.kept * parameter - direction / step.moments.size(memory[square])
  }
}

extension AdEMAMix {
  /// `ademamix`.
  @usableFromInline package static let word = NotationWord(
    "ademamix", summary: "AdamW with a second, slow mean of gradients",
    formula: """
      m₁ and v as adam;  m₂ ← β₃·m₂ + (1 − β₃)·g
      p ← p − η·((m̂₁ + α·m₂)/(√v̂ + ε) + λ·p)
      """,
    purpose: "long runs, in which gradients of ten thousand steps ago still help",
    source: "Pagliardini et al. 2024")
  /// 0.001, below AdamW's: the slow mean adds to the step.
  @usableFromInline package var typicalRate: Double { 1e-3 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// λ.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    weightDecay
  }
  @inlinable package static var slotCounts: ClosedRange<Int> { 3...3 }
  /// m₁, v and m₂.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.mean), Slot(Self.square), Slot(Self.slowMean)]
  }
  /// A bias correction uses the β of its step.
  @usableFromInline package static var hyperparameters: NotationParameters<AdEMAMix> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .share("beta3", \.beta3),
      .notNegative("alpha", \.alpha), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .whole("warmup", \.warmup, atLeast: 0),
    ]
  }
}
