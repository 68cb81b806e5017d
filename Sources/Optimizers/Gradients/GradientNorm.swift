/// The square root of the sum of all squared gradients, over all parameters.
///
/// The sum is taken in double precision and in blocks of a fixed size, so that the result does not
/// depend on the number of threads. It is NaN or infinite if a gradient is. Finite float32
/// gradients do not overflow it.
/// - Precondition: at least one thread.
public func gradientNorm(_ parameters: [ParameterBuffer<Float>], threads: Int = 1) -> Double {
  gradientNorm(parameters, on: Workers(threads))
}

/// The same, on these threads.
package func gradientNorm(
  _ parameters: [ParameterBuffer<Float>], on workers: Workers
) -> Double {
  norm(parameters, workers, sumOfSquares: sumOfSquares)
}

/// The same in float64, for exact comparisons; infinite if a square overflows.
public func gradientNorm(_ parameters: [ParameterBuffer<Double>], threads: Int = 1) -> Double {
  norm(parameters, Workers(threads), sumOfSquares: sumOfSquares)
}

/// The factor that brings gradients of this norm down to `limit`: min(1, limit/norm).
///
/// A norm of NaN gives 1 and an infinite one 0; neither makes the gradients finite, so skip such a
/// step. PyTorch's `clip_grad_norm_` adds 1e-6 to the norm; at a limit of 1 the difference is a
/// millionth.
/// - Precondition: a positive limit.
public func clippingFactor(norm: Double, limit: Double) -> Double {
  precondition(limit > 0, "limit must be positive; received \(limit)")
  return norm > limit ? limit / norm : 1
}

/// The sum of squares in double precision.
@Sendable
func sumOfSquares(_ numbers: UnsafeBufferPointer<Float>) -> Double {
  var (lower, upper) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
  var position = 0
  if let base = numbers.baseAddress {
    while position + 8 <= numbers.count {
      let lanes = UnsafeRawPointer(base + position).loadUnaligned(as: SIMD8<Float>.self)
      let (low, high) = (SIMD4<Double>(lanes.lowHalf), SIMD4<Double>(lanes.highHalf))
      lower += low * low
      upper += high * high
      position += 8
    }
  }
  let rest = numbers[position...].reduce(0) { $0 + Double($1) * Double($1) }
  return (lower + upper).sum() + rest
}

/// The same in float64.
@Sendable
func sumOfSquares(_ numbers: UnsafeBufferPointer<Double>) -> Double {
  numbers.reduce(0) { $0 + $1 * $1 }
}

/// The number of elements in a block.
private let blockCount = 1 << 16

private func norm<Scalar>(
  _ parameters: [ParameterBuffer<Scalar>], _ workers: Workers,
  sumOfSquares: @Sendable (UnsafeBufferPointer<Scalar>) -> Double
) -> Double {
  var blocks: [UnsafeBufferPointer<Scalar>] = []
  blocks.reserveCapacity(parameters.count)
  for gradient in parameters.lazy.map(\.gradient) {
    for start in stride(from: 0, to: gradient.count, by: blockCount) {
      let end = min(start + blockCount, gradient.count)
      blocks.append(UnsafeBufferPointer(rebasing: gradient[start..<end]))
    }
  }
  let total = blocks.reduce(0) { $0 + $1.count }
  let shares = workers.worth(elements: total, pieces: blocks.count)
  guard shares > 1 else { return blocks.reduce(0) { $0 + sumOfSquares($1) }.squareRoot() }
  let sums = withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks.count) { sums in
    // Each thread writes the sums of its own blocks; no thread writes gradients.
    nonisolated(unsafe) let (sums, blocks) = (sums, blocks)
    workers(shares) { share in
      for index in stride(from: share, to: blocks.count, by: shares) {
        sums.initializeElement(at: index, to: sumOfSquares(blocks[index]))
      }
    }
    return Array(sums)
  }
  return sums.reduce(0, +).squareRoot()
}
