internal import Notation

/// The part that Adam's family shares: two running means, and the step they give.
struct AdamMoments: Sendable {
  private let beta1, beta2, epsilon, rate, rootCorrection: Double

  init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, count: Int) {
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    rate = learningRate / (1 - power(beta1, count))
    rootCorrection = 1 / (1 - power(beta2, count)).squareRoot()
  }

  /// η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε), after the means have taken in `gradient`.
  @inline(__always)
  func step<L: Lanes>(along gradient: L, _ memory: inout Memory<L>) -> L {
    memory.first = memory.first + L(repeating: 1 - beta1) * (gradient - memory.first)
    memory.second =
      L(repeating: beta2) * memory.second + L(repeating: 1 - beta2) * gradient * gradient
    let spread = memory.second.root() * L(repeating: rootCorrection) + L(repeating: epsilon)
    return L(repeating: rate) * memory.first / spread
  }
}

/// βᵗ by repeated squaring: exact to a few units in the last place, and without Foundation.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, left) = (1.0, base, exponent)
  while left > 0 {
    if left & 1 == 1 { result *= square }
    square *= square
    left >>= 1
  }
  return result
}

func adamFault(
  _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ weightDecay: Double
) -> OptimizerError? {
  OptimizerError.share("beta1", beta1) ?? .share("beta2", beta2)
    ?? .positive("epsilon", epsilon) ?? .notNegative("weightDecay", weightDecay)
}

func adamArguments(
  _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ weightDecay: Double, defaultDecay: Double
) -> [NotationArgument] {
  var list: [NotationArgument] = []
  if beta1 != 0.9 { list.append(NotationArgument("beta1", beta1)) }
  if beta2 != 0.999 { list.append(NotationArgument("beta2", beta2)) }
  if epsilon != 1e-8 { list.append(NotationArgument("epsilon", epsilon)) }
  if weightDecay != defaultDecay { list.append(NotationArgument("weightDecay", weightDecay)) }
  return list
}
