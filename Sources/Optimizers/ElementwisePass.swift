internal import Dispatch

extension ElementwiseRule {
  /// One step over float32 parameters, eight elements at a time.
  public func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, learningRate: Double,
    gradientScale: Double, threads: Int
  ) {
    pass(
      SIMD8<Float>.self, rest: Float.self, parameters, state, learningRate, gradientScale, threads)
  }

  /// One step over float64 parameters, one element at a time.
  public func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>, learningRate: Double,
    gradientScale: Double, threads: Int
  ) {
    pass(Double.self, rest: Double.self, parameters, state, learningRate, gradientScale, threads)
  }

  /// One pass over memory: each element of parameter, gradient and slots is read once and written
  /// once. The answer does not depend on the number of threads.
  @inline(__always)
  private func pass<Wide: StoredLanes, Rest: StoredLanes>(
    _: Wide.Type, rest: Rest.Type, _ parameters: [ParameterBuffer<Wide.Scalar>],
    _ state: OptimizerState<Wide.Scalar>, _ learningRate: Double, _ gradientScale: Double,
    _ threads: Int
  ) where Rest.Scalar == Wide.Scalar {
    precondition(
      parameters.count == state.names.count,
      "the state is for \(state.names.count) parameters; received \(parameters.count)")
    state.count += 1
    let coefficients = coefficients(learningRate: learningRate, count: state.count)
    let slotCount = slots.count
    let arrays = parameters.enumerated().map { index, parameter in
      Arrays(
        values: parameter.values.baseAddress, gradient: parameter.gradient.baseAddress,
        slots: (0..<3).map {
          $0 < slotCount ? state.slot($0, of: index).baseAddress : nil
        }, count: parameter.values.count)
    }
    forEachPiece(of: parameters.map(\.values.count), threads: threads) { index, range in
      arrays[index].update(
        Self.self, Wide.self, rest: Rest.self, range, slotCount, gradientScale, coefficients)
    }
  }
}

/// The arrays of one parameter, side by side.
private struct Arrays<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>:
  @unchecked Sendable  // pieces of different ranges never touch the same element
{
  let values: UnsafeMutablePointer<Scalar>?
  let gradient: UnsafePointer<Scalar>?
  let first: UnsafeMutablePointer<Scalar>?
  let second: UnsafeMutablePointer<Scalar>?
  let third: UnsafeMutablePointer<Scalar>?

  init(
    values: UnsafeMutablePointer<Scalar>?, gradient: UnsafePointer<Scalar>?,
    slots: [UnsafeMutablePointer<Scalar>?], count: Int
  ) {
    (self.values, self.gradient) = (values, gradient)
    (first, second, third) = (slots[0], slots[1], slots[2])
  }

  @inline(__always)
  func update<Rule: ElementwiseRule, Wide: StoredLanes, Rest: StoredLanes>(
    _: Rule.Type, _: Wide.Type, rest: Rest.Type, _ range: Range<Int>, _ slotCount: Int,
    _ gradientScale: Double, _ coefficients: Rule.Coefficients
  ) where Wide.Scalar == Scalar, Rest.Scalar == Scalar {
    // One loop per number of slots, so that no loop tests a condition that never changes.
    switch slotCount {
    case 0: loop(Rule.self, Wide.self, rest: rest, range, 0, gradientScale, coefficients)
    case 1: loop(Rule.self, Wide.self, rest: rest, range, 1, gradientScale, coefficients)
    case 2: loop(Rule.self, Wide.self, rest: rest, range, 2, gradientScale, coefficients)
    default: loop(Rule.self, Wide.self, rest: rest, range, 3, gradientScale, coefficients)
    }
  }

  @inline(__always)
  private func loop<Rule: ElementwiseRule, Wide: StoredLanes, Rest: StoredLanes>(
    _: Rule.Type, _: Wide.Type, rest: Rest.Type, _ range: Range<Int>, _ slotCount: Int,
    _ gradientScale: Double, _ coefficients: Rule.Coefficients
  ) where Wide.Scalar == Scalar, Rest.Scalar == Scalar {
    var position = range.lowerBound
    while position + Wide.width <= range.upperBound {
      element(Rule.self, Wide.self, position, slotCount, gradientScale, coefficients)
      position += Wide.width
    }
    while position < range.upperBound {
      element(Rule.self, Rest.self, position, slotCount, gradientScale, coefficients)
      position += Rest.width
    }
  }

  @inline(__always)
  private func element<Rule: ElementwiseRule, L: StoredLanes>(
    _: Rule.Type, _: L.Type, _ position: Int, _ slotCount: Int, _ gradientScale: Double,
    _ coefficients: Rule.Coefficients
  ) where L.Scalar == Scalar {
    let values = values.unsafelyUnwrapped + position
    var parameter = L.load(values)
    let gradient =
      L.load(gradient.unsafelyUnwrapped + position) * L(repeating: gradientScale)
    var memory = Memory(
      slotCount > 0 ? L.load(first.unsafelyUnwrapped + position) : L(repeating: 0),
      slotCount > 1 ? L.load(second.unsafelyUnwrapped + position) : L(repeating: 0),
      slotCount > 2 ? L.load(third.unsafelyUnwrapped + position) : L(repeating: 0))
    Rule.update(&parameter, along: gradient, &memory, coefficients)
    parameter.store(values)
    if slotCount > 0 { memory.first.store(first.unsafelyUnwrapped + position) }
    if slotCount > 1 { memory.second.store(second.unsafelyUnwrapped + position) }
    if slotCount > 2 { memory.third.store(third.unsafelyUnwrapped + position) }
  }
}

/// Below this many elements a second thread costs more than it saves.
private let elementsWorthAThread = 1 << 16

/// Cuts arrays of these lengths into one share per thread, and hands out each array's part.
private func forEachPiece(
  of counts: [Int], threads: Int, _ body: @Sendable (_ index: Int, _ range: Range<Int>) -> Void
) {
  let total = counts.reduce(0, +)
  let shares = max(1, min(threads, total / elementsWorthAThread))
  guard shares > 1 else {
    for (index, count) in counts.enumerated() where count > 0 { body(index, 0..<count) }
    return
  }
  DispatchQueue.concurrentPerform(iterations: shares) { share in
    // Boundaries on multiples of 16 floats: no two threads write one cache line.
    let from = (total * share / shares) & ~15
    let to = share == shares - 1 ? total : (total * (share + 1) / shares) & ~15
    var start = 0
    for (index, count) in counts.enumerated() {
      let lower = max(from, start) - start
      let upper = min(to, start + count) - start
      if lower < upper { body(index, lower..<upper) }
      start += count
      if start >= to { break }
    }
  }
}
