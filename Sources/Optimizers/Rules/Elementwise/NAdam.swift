public import Notation
internal import RealModule

extension Optimizer {
  /// NAdam: Adam whose step looks ahead along the mean, as Nesterov's momentum does.
  ///
  /// ```
  /// g ← g + λ·p                          decoupled: p ← (1 − η·λ)·p
  /// μₜ = β₁·(1 − ½·0.96^(t·ψ))           Π ← Π·μₜ, from 1
  /// m ← β₁·m + (1 − β₁)·g                v ← β₂·v + (1 − β₂)·g²
  /// d = (1 − μₜ)/(1 − Π)·g + μₜ₊₁/(1 − Π·μₜ₊₁)·m
  /// p ← p − η·d / (√v/√(1 − β₂ᵗ) + ε)
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, ψ `momentumDecay` and λ
  /// `weightDecay`. The momentum μ rises from about β₁/2 to β₁. At the default ψ this takes more
  /// than ten thousand steps; a larger ψ is faster, and ψ = 0 keeps μ at β₁/2.
  ///
  /// Source: Dozat, *Incorporating Nesterov Momentum into Adam*, 2016, algorithm 2
  /// (<https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ>), as in PyTorch's `torch.optim.NAdam`.
  /// Keras and optax have a NAdam without the schedule of μ, which is another rule.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  ///   - momentumDecay: ψ, at least 0.
  ///   - decoupled: Whether the decay shrinks the parameter beside the step, and is no part of the
  ///     gradient.
  /// - Precondition: every number is in its range.
  public static func nadam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0,
    momentumDecay: Double = 0.004, decoupled: Bool = false
  ) -> Optimizer {
    var rule = NAdam()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.weightDecay, rule.momentumDecay) = (weightDecay, momentumDecay)
    rule.decoupled = decoupled
    return Optimizer(rule)
  }
}

/// The rule of `nadam`.
@usableFromInline package struct NAdam: ElementwiseRule {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var square: StateKey { StateKey(1, "square") }

  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var weightDecay = 0.0
  package var momentumDecay = 0.004
  package var decoupled = false

  /// PyTorch's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var ahead, rate, beta1, beta2, epsilon, rootCorrection: Double
    @usableFromInline var kept, weightDecay: Double
  }

  /// Π, which every parameter remembers: groups may have momenta of their own.
  @usableFromInline package var running: [String] { ["momentumProduct"] }

  /// Multiplies Π by μₜ.
  @usableFromInline package func advance(_ running: inout [Double], count: Int) {
    running[0] *= momentum(at: count)
  }

  /// The momentum's share in the step of this count.
  private func momentum(at count: Int) -> Double {
    beta1 * (1 - 0.5 * .pow(0.96, Double(count) * momentumDecay))
  }

  /// The weights of gradient and mean, and the root's correction, computed once.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    let (now, next) = (momentum(at: step.count), momentum(at: step.count + 1))
    let (rate, product) = (step.learningRate, step.running[0])
    return Coefficients(
      ahead: rate * (1 - now) / (1 - product), rate: rate * next / (1 - product * next),
      beta1: beta1, beta2: beta2, epsilon: epsilon,
      rootCorrection: 1 / (1 - power(beta2, step.count)).squareRoot(),
      kept: decoupled ? 1 - rate * weightDecay : 1, weightDecay: decoupled ? 0 : weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[mean] = memory[mean] + (1 - step.beta1) * (gradient - memory[mean])
    memory[square] = step.beta2 * memory[square] + (1 - step.beta2) * gradient * gradient
    let direction = step.ahead * gradient + step.rate * memory[mean]
    let size = step.rootCorrection * memory[square].squareRoot() + step.epsilon
    parameter = step.kept * parameter - direction / size
  }
}

extension NAdam {
  /// `nadam`.
  @usableFromInline package static let word = NotationWord(
    "nadam", summary: "Adam with Nesterov's look ahead",
    formula: """
      as adam, with Nesterov's look ahead in m̂
      μₜ = β₁·(1 − 0.96^(t·ψ)/2)
      """,
    purpose: "Adam with a little more speed; AlgoPerf's baseline", source: "Dozat 2016; PyTorch")
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
  /// m and v.
  @usableFromInline package var elementSlots: [Slot] { [Slot(Self.mean), Slot(Self.square)] }
  /// Momentum and bias corrections use the values of their step.
  @usableFromInline package static var hyperparameters: NotationParameters<NAdam> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay), .notNegative("momentumDecay", \.momentumDecay),
      .flag("decoupled", \.decoupled),
    ]
  }
}
