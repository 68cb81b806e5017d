extension Optimizer {
  /// Adam that divides by how far gradients are from their mean; see ``AdaBelief``.
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

/// AdaBelief: Adam that takes long steps where gradients are as their mean foretells.
///
/// ```
/// p ← (1 − η·λ)·p                        not decoupled: g ← g + λ·p
/// m ← β₁·m + (1 − β₁)·g
/// s ← β₂·s + (1 − β₂)·(g − m)² + ε
/// p ← p − η/(1 − β₁ᵗ) · m / (√s/√(1 − β₂ᵗ) + ε)
/// ```
///
/// where η is the learning rate, t the count of this step from 1 and λ ``weightDecay``. ε stays in s,
/// where it adds up to ε/(1 − β₂): under a gradient that never changes it bounds the step. With
/// ``rectified`` steps are shortened at first as ``RAdam``'s are, from ρ = 5 on, with ε added before
/// the root's correction.
///
/// Source: Zhuang et al., *AdaBelief Optimizer*, 2020, algorithm 2
/// (<https://arxiv.org/abs/2010.07468>), as in the authors' `adabelief-pytorch`, which rectifies
/// unless told otherwise.
public struct AdaBelief: ElementwiseRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-16
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether the decay shrinks the parameter beside the step, and is no part of the gradient.
  public var decoupled = true
  /// Whether first steps are shortened as RAdam's are.
  public var rectified = false

  /// The paper's constants.
  public init() {}

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var rate, rootCorrection, beta1, beta2, epsilon, kept, weightDecay: Double
    @usableFromInline var isAdaptive: Bool
  }

  /// Bias corrections and the factor, worked out once.
  public func coefficients(_ moment: Moment) -> Coefficients {
    let root = (1 - power(beta2, moment.count)).squareRoot()
    var result = Coefficients(
      rate: moment.learningRate / (1 - power(beta1, moment.count)), rootCorrection: 1 / root,
      beta1: beta1, beta2: beta2, epsilon: epsilon,
      kept: decoupled ? 1 - moment.learningRate * weightDecay : 1,
      weightDecay: decoupled ? 0 : weightDecay, isAdaptive: true)
    if rectified {
      let rectification = Rectification(beta2: beta2, count: moment.count)
      result.isAdaptive = rectification.length >= 5
      if result.isAdaptive { result.rate *= root * rectification.factor }
      result.rootCorrection = 1
    }
    return result
  }

  /// See the formula above.
  @inlinable @inline(__always)
  public static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory.first = step.beta1 * memory.first + (1 - step.beta1) * gradient
    let surprise = gradient - memory.first
    let spread = (1 - step.beta2) * surprise * surprise
    memory.second = step.beta2 * memory.second + spread + step.epsilon
    var change = step.rate * memory.first
    if step.isAdaptive {
      change = change / (step.rootCorrection * memory.second.root() + step.epsilon)
    }
    parameter = step.kept * parameter - change
  }
}

extension AdaBelief {
  /// `adabelief`.
  public static var word: String { "adabelief" }
  /// One sentence for lists.
  public static var summary: String { "Adam that divides by how far gradients are from their mean" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    s ← β₂·s + (1 − β₂)·(g − m)² + ε
    p ← p − η·m̂/(√ŝ + ε)
    """
  }
  /// What it is for.
  public static var purpose: String {
    "as adam, with longer steps where gradients are as expected"
  }
  /// Where it comes from.
  public static var source: String { "Zhuang et al. 2020" }
  /// 0.003, as Adam's.
  public var typicalRate: Double { 3e-3 }
  /// λ, where it is decoupled.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { decoupled ? weightDecay : 0 }
  /// As many as ``elementSlots`` can be.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }
  /// m and s.
  public var elementSlots: [Slot] { [Slot("mean"), Slot("spread")] }
  /// Bias corrections and the factor use the β of their step.
  public static var hyperparameters: [RuleHyperparameter<AdaBelief>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .flag("decoupled", \.decoupled),
      .flag("rectified", \.rectified),
    ]
  }
}
