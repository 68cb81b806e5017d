/// The square root of the sum of all squared gradients, over all parameters.
///
/// Summed in double precision in a fixed order, so that it does not depend on the number of
/// threads; NaN or infinite when any gradient is.
public func gradientNorm(_ parameters: [ParameterBuffer<Float>]) -> Double {
  var total = 0.0
  for parameter in parameters {
    let gradient = parameter.gradient
    guard let base = gradient.baseAddress else { continue }
    var lower = SIMD4<Double>.zero
    var upper = SIMD4<Double>.zero
    var position = 0
    while position + 8 <= gradient.count {
      let lanes = SIMD8<Float>.load(base + position)
      let (low, high) = (SIMD4<Double>(lanes.lowHalf), SIMD4<Double>(lanes.highHalf))
      lower += low * low
      upper += high * high
      position += 8
    }
    total += (lower + upper).sum()
    while position < gradient.count {
      total += Double(base[position]) * Double(base[position])
      position += 1
    }
  }
  return total.squareRoot()
}

/// The factor that brings gradients of this norm down to `limit`: min(1, limit/norm).
///
/// PyTorch's `clip_grad_norm_` adds 1e-6 to the norm; at a limit of 1 the difference is a millionth.
public func clippingFactor(norm: Double, limit: Double) -> Double {
  norm > limit ? limit / norm : 1
}
