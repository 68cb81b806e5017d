public import Notation

extension Optimizer {
  /// AdaBelief: Adam that takes long steps where gradients are close to their mean.
  ///
  /// ```
  /// p ← (1 − η·λ)·p                        not decoupled: g ← g + λ·p
  /// m ← β₁·m + (1 − β₁)·g
  /// s ← β₂·s + (1 − β₂)·(g − m)² + ε
  /// p ← p − η/(1 − β₁ᵗ) · m / (√s/√(1 − β₂ᵗ) + ε)
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1 and λ `weightDecay`. ε is added
  /// to s at every step, up to ε/(1 − β₂) in total, which limits the step when the gradient never
  /// changes. With `rectified`, the first steps are shortened as in `radam`, from ρ = 5 on, and ε
  /// is added before the bias correction of the root.
  ///
  /// Source: Zhuang et al., *AdaBelief Optimizer*, 2020, algorithm 2
  /// (<https://arxiv.org/abs/2010.07468>), as in the authors' `adabelief-pytorch`, whose default is
  /// `rectified`.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - decoupled: Whether the decay shrinks the parameter beside the step, and is no part of the
  ///     gradient.
  ///   - rectified: Whether the first steps are shortened as in `radam`.
  /// - Precondition: every number is in its range.
  public static func adabelief(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-16, weightDecay: Double = 0,
    decoupled: Bool = true, rectified: Bool = false
  ) -> Optimizer {
    var rule = AdaBelief()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.decoupled, rule.rectified) = (weightDecay, decoupled, rectified)
    return Optimizer(rule)
  }
}

/// The rule of `adabelief`.
@usableFromInline package struct AdaBelief: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var spread: StateKey { StateKey(1, "spread") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-16
  package var weightDecay = 0.0
  package var decoupled = true
  package var rectified = false

  /// The paper's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, rootCorrection, beta1, beta2, epsilon, kept, weightDecay: Double
    @usableFromInline var isAdaptive: Bool
  }

  /// Bias corrections and the factor, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    let root = (1 - power(beta2, step.count)).squareRoot()
    var result = Coefficients(
      rate: step.learningRate / (1 - power(beta1, step.count)), rootCorrection: 1 / root,
      beta1: beta1, beta2: beta2, epsilon: epsilon,
      kept: decoupled ? 1 - step.learningRate * weightDecay : 1,
      weightDecay: decoupled ? 0 : weightDecay, isAdaptive: true)
    if rectified {
      let rectification = Rectification(beta2: beta2, count: step.count)
      result.isAdaptive = rectification.length >= 5
      if result.isAdaptive { result.rate *= root * rectification.factor }
      result.rootCorrection = 1
    }
    return result
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[mean] = step.beta1 * memory[mean] + (1 - step.beta1) * gradient
    let surprise = gradient - memory[mean]
    let added = (1 - step.beta2) * surprise * surprise
    memory[spread] = step.beta2 * memory[spread] + added + step.epsilon
    var change = step.rate * memory[mean]
    if step.isAdaptive {
      change = change / (step.rootCorrection * memory[spread].squareRoot() + step.epsilon)
    }
    parameter = step.kept * parameter - change
  }
}

extension AdaBelief {
  /// `adabelief`.
  @usableFromInline package static let word = NotationWord(
    "adabelief", summary: "Adam that divides by how far gradients are from their mean",
    formula: """
      s ← β₂·s + (1 − β₂)·(g − m)² + ε
      p ← p − η·m̂/(√ŝ + ε)
      """,
    purpose: "as adam, with longer steps where gradients are as expected",
    source: "Zhuang et al. 2020")
  /// 0.003, as Adam's.
  @usableFromInline package var typicalRate: Double { 3e-3 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// λ, where it is decoupled.
  @usableFromInline package func decoupledDecay(of parameter: ParameterShape) -> Double {
    decoupled ? weightDecay : 0
  }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  /// m and s.
  @usableFromInline package var elementSlots: [Slot] { [Slot(Self.mean), Slot(Self.spread)] }
  /// Bias corrections and the factor use the β of their step.
  @usableFromInline package static var hyperparameters: NotationParameters<AdaBelief> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .flag("rectified", \.rectified),
    ]
  }
}
