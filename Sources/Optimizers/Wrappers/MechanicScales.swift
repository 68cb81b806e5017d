/// The scales of ``Mechanic``, and what each remembers to learn from.
struct MechanicScales {
  private struct Scale {
    var beta, scale, reward, largest, squares: Double
  }

  private var scales: [Scale]

  /// Those that `step` remembers.
  init<Scalar: OptimizerScalar>(_ step: Step<Scalar>, betas: Int) {
    var tenth = 1.0
    scales = (0..<betas).map { index in
      tenth *= 0.1
      return Scale(
        beta: 1 - tenth, scale: step.number(4 * index), reward: step.number(4 * index + 1),
        largest: step.number(4 * index + 2), squares: step.number(4 * index + 3))
    }
  }

  /// S.
  var total: Double { scales.reduce(0) { $0 + $1.scale } }

  /// Learns from h; one that is not finite says nothing.
  mutating func learn(_ product: Double, initial: Double, epsilon: Double) {
    guard (product * product).isFinite else { return }
    let share = initial / Double(scales.count)
    for index in scales.indices {
      var scale = scales[index]
      // By the largest of the steps before, so that one step wins no more than any other.
      let clamped = min(max(product, -scale.largest), scale.largest)
      scale.reward = scale.beta * scale.reward + clamped * scale.scale
      scale.largest = max(scale.beta * scale.largest, product.magnitude + epsilon)
      scale.squares = scale.beta * scale.beta * scale.squares + product * product
      let wealth = share * scale.largest + max(0, scale.reward)
      scale.scale = wealth / (scale.squares.squareRoot() + epsilon)
      scales[index] = scale
    }
  }

  /// Has `step` remember them.
  func store<Scalar: OptimizerScalar>(in step: Step<Scalar>) {
    for (index, scale) in scales.enumerated() {
      let numbers = [scale.scale, scale.reward, scale.largest, scale.squares]
      for (offset, number) in numbers.enumerated() { step.setNumber(4 * index + offset, number) }
    }
  }

  /// What is remembered of so many scales.
  static func numbers(_ betas: Int, initial: Double) -> [StateNumber] {
    (1...max(1, betas)).flatMap { index in
      [
        StateNumber("scale\(index)", initial: initial), StateNumber("reward\(index)"),
        StateNumber("largest\(index)"), StateNumber("squares\(index)"),
      ]
    }
  }
}

/// The sweep before the base: the start takes what others changed; ⟨Δ, g⟩, ⟨Δ, p⟩ and ‖g‖² are summed.
///
/// The slots are p₀, which is 0 before the first step, and Δ; the coefficient is S.
public enum MechanicMeasure: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// The starting point.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .first }
  /// ⟨Δ, g⟩, ⟨Δ, p⟩ and ‖g‖².
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``Mechanic``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ scale: Double
  ) {
    // Exactly 0 unless someone else wrote the parameter, and the parameter itself at first.
    memory.first = memory.first + (parameter - (memory.first + scale * memory.second))
    sums.first = sums.first + memory.second * gradient
    sums.second = sums.second + memory.second * parameter
    sums.third = sums.third + gradient * gradient
  }
}

/// The sweep after the base: its step goes into Δ, and the parameter to p₀ + S·Δ; ‖p‖² is summed.
///
/// The slots are p₀ and Δ.
public enum MechanicMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// No.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { false }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let old, new, kept: Double

    init(old: Double, new: Double, kept: Double) {
      (self.old, self.new, self.kept) = (old, new, kept)
    }
  }

  /// The parameter and Δ.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { [.parameter, .second] }
  /// ‖p‖².
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``Mechanic``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    // Where the base found the parameter, worked out again: to the bit what was stored.
    let before = memory.first + step.old * memory.second
    memory.second = step.kept * memory.second + (parameter - before)
    parameter = memory.first + step.new * memory.second
    sums.first = sums.first + parameter * parameter
  }
}
