/// The part that Adam's family shares: two running means, and the step they give.
@usableFromInline package struct AdamMoments: Sendable {
  @usableFromInline let beta1, beta2, epsilonInside, epsilon, rate, rootCorrection: Double

  init(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, count: Int,
    biasCorrection: Bool = true, epsilonInside: Bool = false
  ) {
    (self.beta1, self.beta2) = (beta1, beta2)
    rate = biasCorrection ? learningRate / (1 - power(beta1, count)) : learningRate
    let square = biasCorrection ? 1 - power(beta2, count) : 1
    rootCorrection = 1 / square.squareRoot()
    // √(v + ε·(1 − β₂ᵗ))/√(1 − β₂ᵗ) is √(v̂ + ε).
    self.epsilonInside = epsilonInside ? epsilon * square : 0
    self.epsilon = epsilonInside ? 0 : epsilon
  }

  /// Takes `gradient` into both means.
  @inlinable @inline(__always)
  func take<L: Lanes>(
    _ gradient: L, into memory: inout Memory<L>, _ mean: StateKey, _ square: StateKey
  ) {
    memory[mean] = memory[mean] + (1 - beta1) * (gradient - memory[mean])
    memory[square] = beta2 * memory[square] + (1 - beta2) * gradient * gradient
  }

  /// η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
  @inlinable @inline(__always)
  func step<L: Lanes>(_ mean: L, over square: L) -> L {
    rate * mean / size(square)
  }

  /// √v/√(1 − β₂ᵗ) + ε.
  @inlinable @inline(__always)
  func size<L: Lanes>(_ square: L) -> L {
    (square + epsilonInside).squareRoot() * L(repeating: rootCorrection) + epsilon
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
