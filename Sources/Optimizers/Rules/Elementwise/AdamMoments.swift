/// The part that Adam's family shares: two running means, and the step they give.
public struct AdamMoments: Sendable {
  @usableFromInline let beta1, beta2, epsilon, rate, rootCorrection: Double

  init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, count: Int) {
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    rate = learningRate / (1 - power(beta1, count))
    rootCorrection = 1 / (1 - power(beta2, count)).squareRoot()
  }

  /// Takes `gradient` into both means.
  @inlinable @inline(__always)
  func take<L: Lanes>(_ gradient: L, into mean: inout L, _ square: inout L) {
    mean = mean + (1 - beta1) * (gradient - mean)
    square = beta2 * square + (1 - beta2) * gradient * gradient
  }

  /// η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
  @inlinable @inline(__always)
  func step<L: Lanes>(_ mean: L, over square: L) -> L {
    rate * mean / size(square)
  }

  /// √v/√(1 − β₂ᵗ) + ε.
  @inlinable @inline(__always)
  func size<L: Lanes>(_ square: L) -> L {
    square.root() * L(repeating: rootCorrection) + epsilon
  }
}

/// βᵗ by repeated squaring: exact to a few units in the last place, and without Foundation.
func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, left) = (1.0, base, exponent)
  while left > 0 {
    if left & 1 == 1 { result *= square }
    square *= square
    left >>= 1
  }
  return result
}
