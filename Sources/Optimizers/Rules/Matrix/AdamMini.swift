package import Notation

extension Optimizer {
  /// Adam-mini: Adam with one mean square for each row of a matrix instead of one per element.
  ///
  /// ```
  /// m  ← β₁·m + (1 − β₁)·g
  /// vᵢ ← β₂·vᵢ + (1 − β₂)·mean(gᵢ²)       i a row
  /// p  ← (1 − η·λ)·p
  /// pᵢ ← pᵢ − η/(1 − β₁ᵗ) · mᵢ/(√vᵢ/√(1 − β₂ᵗ) + ε)
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1 and λ `weightDecay`, decoupled.
  /// A row belongs to one output neuron: it is all dimensions after the first. A parameter of fewer
  /// than two dimensions is one row. The rule needs half of Adam's memory, and works at Adam's
  /// rates.
  ///
  /// Source: Zhang et al., *Adam-mini: Use Fewer Learning Rates To Gain More*, 2024
  /// (<https://arxiv.org/abs/2406.16793>). In the authors' code, queries and keys of attention have
  /// one v per head, and biases one per element; here the rows depend on sizes alone, not on names.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func adamMini(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = AdamMini()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `adamMini`.
package struct AdamMini: NamedRule {
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  package var weightDecay = 0.0

  /// The authors' constants.
  package init() {}

  static let square = StateKey(1, "square")

  /// One pass for the mean squares, one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let sums = step.applyByRow(GradientSquares.self, slots: []) { _, _ in () }
    let coefficients = step.parameters.indices.map { index in
      let rule = rules[step.groupIndex(of: index)]
      let rate = step.group(of: index).learningRate
      let squares = step.slot(Self.square, of: index)
      let length = step.parameters[index].values.count / max(1, squares.count)
      let correction = 1 / (1 - power(rule.beta2, step.count)).squareRoot()
      return squares.indices.map { row in
        let mean = sums[index][row][GradientSquares.squares] / Double(max(1, length))
        let square = rule.beta2 * Double(squares[row]) + (1 - rule.beta2) * mean
        squares[row] = Scalar(square)
        return AdamMiniStep.Coefficients(
          beta1: rule.beta1, kept: 1 - rate * rule.weightDecay,
          rate: rate / (1 - power(rule.beta1, step.count))
            / (square.squareRoot() * correction + rule.epsilon))
      }
    }
    step.applyByRow(AdamMiniStep.self, slots: [AdamMiniStep.mean]) { coefficients[$0][$1] }
  }
}

extension AdamMini {
  /// `adamMini`.
  package static let word = NotationWord(
    "adamMini", summary: "AdamW with one step size for each row of a matrix",
    formula: "as adam, with one v for each row of a matrix", purpose: "Adam at half its memory",
    source: "Zhang et al. 2024")
  /// 0.003, as Adam.
  package var typicalRate: Double { 3e-3 }
  /// Each element's step is about the rate.
  package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { .normalized }
  /// m, and v of each row.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    [Slot(AdamMiniStep.mean), Slot(Self.square, sizes: [parameter.matrix?.rows ?? 1])]
  }
  /// λ.
  package func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// A bias correction uses the β of its step.
  package static var hyperparameters: NotationParameters<AdamMini> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}

/// The sum of g².
@usableFromInline package enum GradientSquares: FusedPass {
  @inlinable package static var squares: SumKey { SumKey(0) }
  @inlinable package static var writes: PassWrites { [] }
  @inlinable package static var sums: Bool { true }
  /// Adds the square.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Void
  ) {
    sums[squares] = sums[squares] + gradient * gradient
  }
}

/// The second pass of ``AdamMini``: the mean of the gradient, and the step along it.
@usableFromInline package enum AdamMiniStep: FusedPass {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }

  /// The numbers of one step, for one row.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var beta1, kept, rate: Double
  }
  /// See the formula of ``AdamMini``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory[mean] = memory[mean] + (1 - step.beta1) * (gradient - memory[mean])
    parameter = step.kept * parameter - step.rate * memory[mean]
  }
}
