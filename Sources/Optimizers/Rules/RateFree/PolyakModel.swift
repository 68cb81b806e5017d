/// The linear model of the loss from which ``MoMo`` and ``MoMoAdam`` compute the size of a step.
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

  /// A model whose means keep the share `beta`, and have the factor `correction` from starting at
  /// 0.
  init(
    _ moving: MovingGroups<Scalar>, decays: [Double], beta: Double, correction: Double
  ) {
    (self.moving, self.beta, self.correction) = (moving, beta, correction)
    stretches = decays.indices.map { 1 + moving.rate * moving.fractions[$0] * decays[$0] }
    // That of the group with the largest rate, so that all weights are 1 if there is one group.
    let first = moving.step.parameters.indices.first { moving.fractions[moving.group(of: $0)] == 1 }
    stretch = stretches[first.map(moving.group) ?? 0]
  }

  /// Updates the means of the loss and of ⟨g, p⟩, and returns τ, from the sums of ``MoMoMean``.
  func size(loss: Double, lowerBound: Double, _ sums: [Sums<Double>]) -> Double {
    let step = moving.step
    var (product, along, square) = (0.0, 0.0, 0.0)
    for (parameter, sums) in sums.enumerated() {
      let group = moving.group(of: parameter)
      let weight = stretch / stretches[group]
      product += sums[MoMoMean.gradientProduct]
      along += weight * sums[MoMoMean.meanProduct]
      square += weight * moving.fractions[group] * sums[MoMoMean.meanSquares]
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
