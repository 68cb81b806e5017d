public import Notation

extension Optimizer {
  /// Adagrad: steps divided by the root of the sum of all squared gradients so far.
  ///
  /// ```
  /// g ← g + λ·p
  /// s ← s + g²               s starts at the initial accumulator
  /// p ← p − η·g / (√s + ε)
  /// ```
  ///
  /// where η is the learning rate and λ `weightDecay`, an L2 penalty. With `initialAccumulator` 0
  /// the first step has size η in every element whose gradient is much larger than ε, and the steps
  /// fall as 1/√t if the gradients keep their size. The sum never shrinks, so long trainings on
  /// changing data come to a halt.
  ///
  /// Source: Duchi et al., *Adaptive Subgradient Methods*, 2011, figure 1 with a diagonal G
  /// (<https://jmlr.org/papers/v12/duchi11a.html>), as in PyTorch's `torch.optim.Adagrad` with
  /// `lr_decay` 0: schedule the rate instead.
  ///
  /// - Parameters:
  ///   - initialAccumulator: The value of s before the first step, at least 0.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func adagrad(
    initialAccumulator: Double = 0, epsilon: Double = 1e-10, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adagrad()
    (rule.initialAccumulator, rule.epsilon) = (initialAccumulator, epsilon)
    rule.weightDecay = weightDecay
    return Optimizer(rule)
  }
}

/// The rule of `adagrad`.
@usableFromInline package struct Adagrad: ElementwiseRule {
  @inlinable package static var sum: StateKey { StateKey(0, "sum") }

  package var initialAccumulator = 0.0
  package var epsilon = 1e-10
  package var weightDecay = 0.0

  /// PyTorch's constants.
  @usableFromInline package init() {}

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, epsilon, weightDecay: Double
  }

  /// The hyperparameters. The formula is the same at every step.
  @usableFromInline package func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(rate: step.learningRate, epsilon: epsilon, weightDecay: weightDecay)
  }

  /// See the formula above.
  @inlinable @inline(__always)
  package static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    let gradient = gradient + step.weightDecay * parameter
    memory[sum] = memory[sum] + gradient * gradient
    parameter = parameter - step.rate * gradient / (memory[sum].squareRoot() + step.epsilon)
  }
}

extension Adagrad {
  /// `adagrad`.
  @usableFromInline package static let word = NotationWord(
    "adagrad", summary: "steps divided by the root of all squared gradients so far",
    formula: """
      s ← s + g²
      p ← p − η·g/(√s + ε)
      """,
    purpose: "sparse features, such as embeddings; its steps only get shorter",
    source: "Duchi et al. 2011; PyTorch")
  /// 0.05, above Adam's: steps shrink as the sum grows.
  @usableFromInline package var typicalRate: Double { 5e-2 }
  /// Each element's step is about the rate.
  @usableFromInline package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  /// s.
  @usableFromInline package var elementSlots: [Slot] {
    [Slot(Self.sum, initial: initialAccumulator)]
  }
  /// The accumulator's start is no matter of a step.
  @usableFromInline package static var hyperparameters: NotationParameters<Adagrad> {
    [
      .notNegative("initialAccumulator", \.initialAccumulator) { _ in false },
      .positive("epsilon", \.epsilon), .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
