extension Optimizer {
  /// AdamW with one step size per row; see ``AdamMini``.
  public static func adamMini(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = AdamMini()
    (rule.beta1, rule.beta2) = (beta1, beta2)
    (rule.epsilon, rule.weightDecay) = (epsilon, weightDecay)
    return Optimizer(rule)
  }
}

/// Adam-mini: Adam with one mean square for each row of a matrix instead of one per element.
///
/// ```
/// m  ← β₁·m + (1 − β₁)·g
/// vᵢ ← β₂·vᵢ + (1 − β₂)·mean(gᵢ²)       i a row
/// p  ← (1 − η·λ)·p
/// pᵢ ← pᵢ − η/(1 − β₁ᵗ) · mᵢ/(√vᵢ/√(1 − β₂ᵗ) + ε)
/// ```
///
/// where η is the learning rate, t the count of this step from 1 and λ ``weightDecay``, decoupled.
/// A row is what one output neuron has: all dimensions after the first. A parameter of fewer than
/// two dimensions is one row. Half of Adam's memory, at its rates.
///
/// Source: Zhang et al., *Adam-mini: Use Fewer Learning Rates To Gain More*, 2024
/// (<https://arxiv.org/abs/2406.16793>). The authors' code gives the queries and keys of attention
/// one v per head, and biases one per element; here blocks follow from sizes alone, not from names.
public struct AdamMini: NamedRule {
  /// β₁, in 0 ..< 1.
  public var beta1 = 0.9
  /// β₂, in 0 ..< 1.
  public var beta2 = 0.999
  /// ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  public var epsilon = 1e-8
  /// λ, at least 0.
  public var weightDecay = 0.0

  /// The authors' constants.
  public init() {}

  /// One sweep for the mean squares, one for the step.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let rules = step.groups.map { setting($0.hyperparameters) }
    let sums = step.sweepRows(GradientSquares.self, slots: []) { _, _ in () }
    let coefficients = step.parameters.indices.map { index in
      let rule = rules[step.groupIndex(of: index)]
      let rate = step.group(of: index).learningRate
      let squares = step.slot(1, of: index)
      let length = step.parameters[index].values.count / max(1, squares.count)
      let correction = 1 / (1 - power(rule.beta2, step.count)).squareRoot()
      return squares.indices.map { row in
        let mean = sums[index][row].first / Double(max(1, length))
        let square = rule.beta2 * Double(squares[row]) + (1 - rule.beta2) * mean
        squares[row] = Scalar(square)
        return AdamMiniMove.Coefficients(
          beta1: rule.beta1, kept: 1 - rate * rule.weightDecay,
          rate: rate / (1 - power(rule.beta1, step.count))
            / (square.squareRoot() * correction + rule.epsilon))
      }
    }
    step.sweepRows(AdamMiniMove.self, slots: [0]) { coefficients[$0][$1] }
  }
}

extension AdamMini {
  /// `adamMini`.
  public static var word: String { "adamMini" }
  /// One sentence for lists.
  public static var summary: String { "AdamW with one step size for each row of a matrix" }
  /// The rule in short, for lists.
  public static var formula: String {
    "as adam, with one v for each row of a matrix"
  }
  /// What it is for.
  public static var purpose: String {
    "Adam at half its memory"
  }
  /// Where it comes from.
  public static var source: String { "Zhang et al. 2024" }
  /// 0.003, as Adam.
  public var typicalRate: Double { 3e-3 }
  /// m, and v of each row.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    [Slot("mean"), Slot("square", sizes: [parameter.matrix?.rows ?? 1])]
  }
  /// λ.
  public func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<AdamMini>] {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}

/// The sum of g².
public enum GradientSquares: Sweep {
  /// Nothing is written.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { [] }
  /// Σg².
  @inlinable @inline(__always)
  public static var sums: Bool { true }
  /// Adds the square.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Void
  ) {
    sums.first = sums.first + gradient * gradient
  }
}

/// The second pass of ``AdamMini``: the mean of the gradient, and the step along it.
public enum AdamMiniMove: Sweep {
  /// What the step needs, of one row.
  public struct Coefficients: Sendable {
    @usableFromInline var beta1, kept, rate: Double
  }
  /// See the formula of ``AdamMini``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory.first = memory.first + (1 - step.beta1) * (gradient - memory.first)
    parameter = step.kept * parameter - step.rate * memory.first
  }
}
