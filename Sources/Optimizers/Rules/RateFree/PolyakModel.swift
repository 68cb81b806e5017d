/// The model of the loss that ``MoMo`` and ``MoMoAdam`` minimize in a step, and how far that is.
struct PolyakModel<Scalar: OptimizerScalar> {
  private let moving: MovingGroups<Scalar>
  private let beta, correction, stretch: Double
  /// 1 + η·λ of each group.
  let stretches: [Double]

  static var loss: StateKey { StateKey(0, "loss") }
  static var product: StateKey { StateKey(1, "product") }
  static var moves: StateKey { StateKey(2, "moves") }

  /// f, c, and the number of steps that moved something.
  static var numbers: [StateNumber] {
    [StateNumber(Self.loss), StateNumber(Self.product), StateNumber(Self.moves)]
  }

  /// A model whose means keep the share `beta`, and are `correction` times what they would be.
  init(
    _ moving: MovingGroups<Scalar>, decays: [Double], beta: Double, correction: Double
  ) {
    (self.moving, self.beta, self.correction) = (moving, beta, correction)
    stretches = decays.indices.map { 1 + moving.rate * moving.shares[$0] * decays[$0] }
    // Of the group with the largest rate, so that with one group nothing is weighed.
    let first = moving.step.parameters.indices.first { moving.shares[moving.group(of: $0)] == 1 }
    stretch = stretches[first.map(moving.group) ?? 0]
  }

  /// Takes loss and ⟨g, p⟩ into their means; answers τ, from the sums of ``MoMoMean``.
  func size(loss: Double, lowerBound: Double, _ sums: [Sums<Double>]) -> Double {
    let step = moving.step
    var (product, along, square) = (0.0, 0.0, 0.0)
    for (parameter, sums) in sums.enumerated() {
      let group = moving.group(of: parameter)
      let weight = stretch / stretches[group]
      product += sums[MoMoMean.gradientProduct]
      along += weight * sums[MoMoMean.meanProduct]
      square += weight * moving.shares[group] * sums[MoMoMean.meanSquares]
    }
    let mean = beta * step[Self.loss] + (1 - beta) * loss
    let mixed = beta * step[Self.product] + (1 - beta) * product
    // Where a sum overflowed, the step changes neither the means nor the parameters.
    guard mixed.isFinite, along.isFinite, square.isFinite else { return 0 }
    step[Self.loss] = mean
    step[Self.product] = mixed
    guard square > 0 else { return 0 }
    let above = stretch * (mean - correction * lowerBound - mixed) + along
    return min(moving.rate / correction, max(above, 0) / square)
  }
}

extension OptimizerError {
  /// Any finite number.
  static func finite(_ parameter: String, _ value: Double) -> OptimizerError? {
    value.isFinite ? nil : OptimizerError(parameter, "finite", received: value)
  }
}
