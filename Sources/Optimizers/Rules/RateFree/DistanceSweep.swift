/// Sums what ``DoG`` and ``DoWG`` measure: ‖p − p₀‖² and ‖g‖². The slot is p₀.
public enum DistanceSweep: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let penalty, scale: Double

    init(penalty: Double, scale: Double = 1) { (self.penalty, self.scale) = (penalty, scale) }
  }

  /// Nothing.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { [] }
  /// ‖p − p₀‖² and ‖g‖².
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// Adds one element.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let way = parameter - memory.first
    let gradient = step.scale * (gradient + step.penalty * parameter)
    sums.first = sums.first + way * way
    sums.second = sums.second + gradient * gradient
  }
}

/// A step along the gradient, as in plain SGD, for the rules that find its length.
public enum GradientMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 0...0 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let rate, penalty: Double

    init(rate: Double, penalty: Double) { (self.rate, self.penalty) = (rate, penalty) }
  }

  /// The parameters only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }

  /// p − η·(g + λ·p).
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    parameter = parameter - step.rate * (gradient + step.penalty * parameter)
  }
}

extension MovingGroups {
  /// ‖p − p₀‖² and ‖g‖² in the coordinates p/√γ, where plain descent has one rate; p₀ is slot 0.
  func measure(penalties: [Double]) -> (distance: Double, gradient: Double) {
    let sums = step.sweep(
      DistanceSweep.self, slots: 0..<1,
      group: penalties.map { DistanceSweep.Coefficients(penalty: $0) })
    let distance = total(of: sums, \.first) { 1 / $0 }
    let gradient = total(of: sums, \.second) { $0 }
    if gradient.isFinite { return (distance, gradient) }
    // Squares of float32 overflow from 2e19 on, although the double that they are to be does not.
    let scale = 0x1p-80
    let smaller = step.sweep(
      DistanceSweep.self, slots: 0..<1,
      group: penalties.map { DistanceSweep.Coefficients(penalty: $0, scale: scale) })
    return (distance, total(of: smaller, \.second) { $0 } / scale / scale)
  }

  /// ‖p‖² in the same coordinates.
  func parameterSquare() -> Double {
    total(of: step.rememberParameters(in: 0), \.first) { 1 / $0 }
  }

  /// A step of this length times its share, for every group.
  func descend(_ length: Double, penalties: [Double]) {
    let moves = penalties.indices.map {
      GradientMove.Coefficients(rate: length * shares[$0], penalty: penalties[$0])
    }
    step.sweep(GradientMove.self, slots: 0..<0, group: moves)
  }
}
