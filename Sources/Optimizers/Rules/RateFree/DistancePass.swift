/// Sums what ``DoG`` and ``DoWG`` measure: ‖p − p₀‖² and ‖g‖². The slot is p₀.
@usableFromInline package enum DistancePass: FusedPass {
  @inlinable package static var start: StateKey { StateKey(0, "start") }
  @inlinable package static var distanceSquares: SumKey { SumKey(0) }
  @inlinable package static var gradientSquares: SumKey { SumKey(1) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var penalty: Double
    @usableFromInline var scale = 1.0
  }

  @inlinable package static var writes: PassWrites { [] }
  @inlinable package static var sums: Bool { true }

  /// Adds one element.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let way = parameter - memory[start]
    let gradient = step.scale * (gradient + step.penalty * parameter)
    sums[distanceSquares] = sums[distanceSquares] + way * way
    sums[gradientSquares] = sums[gradientSquares] + gradient * gradient
  }
}

/// A step along the gradient, as in plain SGD, for the rules that find its length.
@usableFromInline package enum GradientStep: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 0...0 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, penalty: Double
  }

  @inlinable package static var writes: PassWrites { .parameter }

  /// p − η·(g + λ·p).
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    parameter = parameter - step.rate * (gradient + step.penalty * parameter)
  }
}

extension MovingGroups {
  /// ‖p − p₀‖² and ‖g‖² in the coordinates p/√γ, where plain descent has one rate; p₀ is
  /// ``DistancePass/start``.
  func measure(penalties: [Double]) -> (distance: Double, gradient: Double) {
    let sums = step.apply(
      DistancePass.self, slots: [DistancePass.start],
      group: penalties.map { DistancePass.Coefficients(penalty: $0) })
    let distance = total(of: sums, DistancePass.distanceSquares) { 1 / $0 }
    let gradient = total(of: sums, DistancePass.gradientSquares) { $0 }
    if gradient.isFinite { return (distance, gradient) }
    // Squares overflow float32 from 2e19 on. The scale keeps them in range.
    let scale = 0x1p-80
    let smaller = step.apply(
      DistancePass.self, slots: [DistancePass.start],
      group: penalties.map { DistancePass.Coefficients(penalty: $0, scale: scale) })
    return (distance, total(of: smaller, DistancePass.gradientSquares) { $0 } / scale / scale)
  }

  /// ‖p‖² in the same coordinates.
  func parameterSquare() -> Double {
    total(of: step.rememberParameters(in: DistancePass.start), CopyParameter.squares) { 1 / $0 }
  }

  /// Makes a step of this length, times the share of each group.
  func descend(_ length: Double, penalties: [Double]) {
    let moves = penalties.indices.map {
      GradientStep.Coefficients(rate: length * fractions[$0], penalty: penalties[$0])
    }
    step.apply(GradientStep.self, slots: [], group: moves)
  }
}
