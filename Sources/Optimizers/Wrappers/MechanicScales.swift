/// The scales of ``Mechanic``, each with the sums that it learns from.
struct MechanicScales {
  private struct Scale {
    var beta, scale, reward, largest, squares: Double
  }

  private var scales: [Scale]

  /// The scales in the history of `step`.
  init<Scalar: OptimizerScalar>(_ step: Step<Scalar>, betas: Int) {
    var tenth = 1.0
    scales = (0..<betas).map { index in
      tenth *= 0.1
      let first = 4 * index
      return Scale(
        beta: 1 - tenth, scale: step.number(at: first), reward: step.number(at: first + 1),
        largest: step.number(at: first + 2), squares: step.number(at: first + 3))
    }
  }

  /// S.
  var total: Double { scales.reduce(0) { $0 + $1.scale } }

  /// Learns from h. An h that is not finite is ignored.
  mutating func learn(_ product: Double, initial: Double, epsilon: Double) {
    guard (product * product).isFinite else { return }
    let fraction = initial / Double(scales.count)
    for index in scales.indices {
      var scale = scales[index]
      // Clamped to the largest product so far, so that no single step dominates.
      let clamped = min(max(product, -scale.largest), scale.largest)
      scale.reward = scale.beta * scale.reward + clamped * scale.scale
      scale.largest = max(scale.beta * scale.largest, product.magnitude + epsilon)
      scale.squares = scale.beta * scale.beta * scale.squares + product * product
      let wealth = fraction * scale.largest + max(0, scale.reward)
      scale.scale = wealth / (scale.squares.squareRoot() + epsilon)
      scales[index] = scale
    }
  }

  /// Writes them into the history of `step`.
  func store<Scalar: OptimizerScalar>(in step: Step<Scalar>) {
    for (index, scale) in scales.enumerated() {
      let numbers = [scale.scale, scale.reward, scale.largest, scale.squares]
      for (offset, number) in numbers.enumerated() {
        step.setNumber(at: 4 * index + offset, number)
      }
    }
  }

  /// The numbers that `betas` scales remember.
  static func numbers(_ betas: Int, initial: Double) -> [StateNumber] {
    (1...max(1, betas)).flatMap { index in
      [
        StateNumber("scale\(index)", initial: initial), StateNumber("reward\(index)"),
        StateNumber("largest\(index)"), StateNumber("squares\(index)"),
      ]
    }
  }
}

/// The pass before the base: p₀ takes the changes that others made; ⟨Δ, g⟩, ⟨Δ, p⟩ and ‖g‖² are
/// summed.
///
/// The slots are p₀, which is 0 before the first step, and Δ; the coefficient is S.
@usableFromInline package enum MechanicMeasure: FusedPass {
  @inlinable package static var start: StateKey { StateKey(0, "start") }
  @inlinable package static var sum: StateKey { StateKey(1, "sum") }
  @inlinable package static var gradientProduct: SumKey { SumKey(0) }
  @inlinable package static var parameterProduct: SumKey { SumKey(1) }
  @inlinable package static var gradientSquares: SumKey { SumKey(2) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var writes: PassWrites { .slot(start) }
  @inlinable package static var sums: Bool { true }

  /// See ``Mechanic``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ scale: Double
  ) {
    // The difference is 0 unless other code wrote the parameter; at first it is the parameter.
    memory[start] = memory[start] + (parameter - (memory[start] + scale * memory[sum]))
    sums[gradientProduct] = sums[gradientProduct] + memory[sum] * gradient
    sums[parameterProduct] = sums[parameterProduct] + memory[sum] * parameter
    sums[gradientSquares] = sums[gradientSquares] + gradient * gradient
  }
}

/// The pass after the base: Δ takes its step, the parameter becomes p₀ + S·Δ; ‖p‖² is summed.
///
/// The slots are p₀ and Δ.
@usableFromInline package enum MechanicStep: FusedPass {
  @inlinable package static var parameterSquares: SumKey { SumKey(0) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var readsGradient: Bool { false }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var old, new, kept: Double
  }

  @inlinable package static var writes: PassWrites { [.parameter, .slot(MechanicMeasure.sum)] }
  @inlinable package static var sums: Bool { true }

  /// See ``Mechanic``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    // The parameter before the base's step, computed again to the same bits.
    let before = memory[MechanicMeasure.start] + step.old * memory[MechanicMeasure.sum]
    memory[MechanicMeasure.sum] = step.kept * memory[MechanicMeasure.sum] + (parameter - before)
    parameter = memory[MechanicMeasure.start] + step.new * memory[MechanicMeasure.sum]
    sums[parameterSquares] = sums[parameterSquares] + parameter * parameter
  }
}
