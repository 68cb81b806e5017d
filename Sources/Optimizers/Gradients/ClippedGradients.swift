/// Brings every element into −limit … limit.
@inline(__always)
func clamp<Scalar>(_ gradients: [GradientBuffer<Scalar>], _ limit: Double, _ threads: Int) {
  // Every block is one thread's, and changes its own stretch.
  nonisolated(unsafe) let gradients = gradients
  let blocks = Blocks(gradients.map(\.gradient.count))
  blocks.forEach(threads: threads) { indices in
    let (upper, lower) = (Scalar.Wide(repeating: limit), Scalar.Wide(repeating: -limit))
    for block in indices.lazy.map({ blocks.all[$0] }) {
      let gradient = gradients[block.parameter].gradient
      var position = block.range.lowerBound
      while position + Scalar.Wide.width <= block.range.upperBound {
        let place = UnsafeMutableRawPointer(gradient.baseAddress.unsafelyUnwrapped + position)
        Scalar.Wide.load(place).smaller(upper).larger(lower).store(place)
        position += Scalar.Wide.width
      }
      while position < block.range.upperBound {
        gradient[position] =
          gradient[position].smaller(Scalar(limit)).larger(Scalar(-limit))
        position += 1
      }
    }
  }
}

/// Brings the norm of each row down to a share of its weights' norm; a row is one thread's.
@inline(__always)
func clipRows<Scalar>(
  _ gradients: [GradientBuffer<Scalar>], _ factor: Double, _ epsilon: Double, _ threads: Int,
  sumOfSquares: @Sendable (UnsafeBufferPointer<Scalar>) -> Double
) {
  nonisolated(unsafe) let gradients = gradients
  // Where the rows of each parameter begin among all, and where the last end.
  let starts = gradients.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rows) }
  let elements = gradients.reduce(0) { $0 + $1.gradient.count }
  share(starts[starts.count - 1], elements: elements, threads: threads) { units in
    var parameter = (starts.firstIndex { $0 > units.lowerBound } ?? starts.count) - 1
    for unit in units {
      while unit >= starts[parameter + 1] { parameter += 1 }
      let buffer = gradients[parameter]
      let columns = buffer.gradient.count / buffer.rows
      let row = (unit - starts[parameter]) * columns..<(unit - starts[parameter] + 1) * columns
      let gradient = UnsafeMutableBufferPointer(rebasing: buffer.gradient[row])
      let weights = sumOfSquares(UnsafeBufferPointer(rebasing: buffer.values[row])).squareRoot()
      let norm = sumOfSquares(UnsafeBufferPointer(gradient)).squareRoot()
      let limit = factor * max(weights, epsilon)
      guard norm >= limit else { continue }
      // As in timm: a gradient of 1e-6 is divided by no less.
      let scale = Scalar(limit / max(norm, 1e-6))
      for index in gradient.indices { gradient[index] *= scale }
    }
  }
}

extension GradientBuffer {
  /// The output units: rows of a matrix, or one.
  fileprivate var rows: Int {
    gradient.isEmpty ? 0 : shape.matrix?.rows ?? 1
  }
}
