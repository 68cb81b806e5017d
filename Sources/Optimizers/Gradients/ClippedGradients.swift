/// Limits every element to −limit … limit.
@inline(__always)
func clamp<Scalar>(_ gradients: [GradientBuffer<Scalar>], _ limit: Double, _ workers: Workers) {
  // Each block is written by one thread.
  nonisolated(unsafe) let gradients = gradients
  let blocks = Blocks(gradients.map(\.gradient.count))
  blocks.forEach(on: workers) { indices in
    let (upper, lower) = (Scalar.Wide(repeating: limit), Scalar.Wide(repeating: -limit))
    for block in indices.lazy.map({ blocks.all[$0] }) {
      let gradient = gradients[block.parameter].gradient
      var position = block.range.lowerBound
      while position + Scalar.Wide.width <= block.range.upperBound {
        let lanes = UnsafeMutableRawPointer(gradient.baseAddress.unsafelyUnwrapped + position)
        Scalar.Wide.pointwiseMax(.pointwiseMin(.load(lanes), upper), lower).store(lanes)
        position += Scalar.Wide.width
      }
      while position < block.range.upperBound {
        gradient[position] =
          Scalar.pointwiseMax(.pointwiseMin(gradient[position], Scalar(limit)), Scalar(-limit))
        position += 1
      }
    }
  }
}

/// Limits the norm of each row to a share of the norm of its weights. One thread does a whole row.
@inline(__always)
func clipRows<Scalar>(
  _ gradients: [GradientBuffer<Scalar>], _ factor: Double, _ epsilon: Double, _ workers: Workers,
  sumOfSquares: @Sendable (UnsafeBufferPointer<Scalar>) -> Double
) {
  nonisolated(unsafe) let gradients = gradients
  // The index among all rows at which each parameter's rows begin, and the number of all rows.
  let starts = gradients.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.rows) }
  let elements = gradients.reduce(0) { $0 + $1.gradient.count }
  let rows = starts[starts.count - 1]
  let parts = workers.worth(elements: elements, pieces: rows)
  workers(parts) { part in
    let units = rows * part / parts..<rows * (part + 1) / parts
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
      // As in timm: the divisor is at least 1e-6.
      let scale = Scalar(limit / max(norm, 1e-6))
      for index in gradient.indices { gradient[index] *= scale }
    }
  }
}

extension GradientBuffer {
  /// The number of output units: the rows of a matrix, or one.
  fileprivate var rows: Int {
    gradient.isEmpty ? 0 : shape.matrix?.rows ?? 1
  }
}
