public import Notation

extension Optimizer {
  /// Adadelta: steps as long as recent steps were, in the units of the parameters.
  ///
  /// ```
  /// g ← g + λ·p
  /// u ← ρ·u + (1 − ρ)·g²
  /// Δ = √(a + ε) / √(u + ε) · g
  /// a ← ρ·a + (1 − ρ)·Δ²
  /// p ← p − η·Δ
  /// ```
  ///
  /// where η is the learning rate, 1 in the paper, and λ `weightDecay`, an L2 penalty. Both means
  /// start at 0, so the first steps have size √ε/√(1 − ρ) and then grow: a larger `epsilon` starts
  /// training faster.
  ///
  /// Source: Zeiler, *ADADELTA*, 2012, algorithm 1 (<https://arxiv.org/abs/1212.5701>), with a rate
  /// as in PyTorch's `torch.optim.Adadelta`.
  ///
  /// - Parameters:
  ///   - rho: ρ, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0 no parameter would ever change.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func adadelta(
    rho: Double = 0.9, epsilon: Double = 1e-6, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adadelta()
    (rule.rho, rule.epsilon, rule.weightDecay) = (rho, epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `adadelta`.
@usableFromInline package struct Adadelta: ElementwiseRule {
  @inlinable package static var square: StateKey { StateKey(0, "square") }
  @inlinable package static var change: StateKey { StateKey(1, "change") }

  package var rho = 0.9
  package var epsilon = 1e-6
  package var weightDecay = 0.0

  /// PyTorch's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, rho, epsilon, weightDecay: Double
  }

  /// The hyperparameters. The formula is the same at every step.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(
      rate: step.learningRate, rho: rho, epsilon: epsilon, weightDecay: weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[square] = step.rho * memory[square] + (1 - step.rho) * gradient * gradient
    let scale =
      (memory[change] + step.epsilon).squareRoot() / (memory[square] + step.epsilon).squareRoot()
    let delta = scale * gradient
    memory[change] = step.rho * memory[change] + (1 - step.rho) * delta * delta
    parameter = parameter - step.rate * delta
  }
}

extension Adadelta {
  /// `adadelta`.
  @usableFromInline package static let word = NotationWord(
    "adadelta", summary: "steps as long as recent steps were",
    formula: """
      s ← ρ·s + (1 − ρ)·g²,  Δ ← g·√(u + ε)/√(s + ε)
      u ← ρ·u + (1 − ρ)·Δ²,  p ← p − η·Δ
      """,
    purpose: "steps in the parameters' own unit; rate 1 is the paper's",
    source: "Zeiler 2012; PyTorch")
  /// 1, the paper's.
  @usableFromInline package var typicalRate: Double { 1 }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  /// u and a.
  @usableFromInline package var elementSlots: [Slot] { [Slot(Self.square), Slot(Self.change)] }
  /// All may be scheduled.
  @usableFromInline package static var hyperparameters: NotationParameters<Adadelta> {
    [
      .share("rho", \.rho), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
