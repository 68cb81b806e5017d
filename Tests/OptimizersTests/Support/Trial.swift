import Optimizers

/// The trial of `scripts/optimizers/trial.py`: the same parameters, gradients and rates.
struct Trial<Scalar: OptimizerScalar> {
  static var sizes: [[Int]] {
    [[1], [7], [8], [9], [5, 3], [3, 5], [4, 4], [3, 2, 2, 2], [1030]]
  }
  static var counts: [Int] { sizes.map { $0.reduce(1, *) } }
  /// 2^(1 − 3·(index mod 6)).
  static var gradientScales: [Double] {
    sizes.indices.map { 2 / Double(1 << (3 * ($0 % 6))) }
  }

  private let reference: ReferenceCase
  private let tensors: [Int]
  private var generator = Generator(1)
  private let targets: [[Double]]
  private let parameters: Parameters<Scalar>
  private let optimizer: Optimizer
  private let state: OptimizerState<Scalar>

  init(_ reference: ReferenceCase) throws {
    self.reference = reference
    let tensors = reference.tensors ?? Array(Self.sizes.indices)
    self.tensors = tensors
    let start = drawn(Self.counts, from: &generator)
    targets = reference.gradients == .quadratic ? drawn(Self.counts, from: &generator) : []
    parameters = Parameters(tensors.map { start[$0] }, sizes: tensors.map { Self.sizes[$0] })
    optimizer = try Optimizer(reference.notation)
    state = parameters.state(of: optimizer)
  }

  /// What the trial gives.
  struct Outcome {
    var values: [Double] = []
    var early: [String: [Double]] = [:]
    var evaluation: [Double] = []
    var numbers: [String: Double] = [:]
  }

  /// 100 steps of it, where `step` is the optimizer's in this precision.
  mutating func run(
    _ step: (
      Optimizer, [ParameterBuffer<Scalar>], OptimizerState<Scalar>, StepSettings
    ) throws -> Void
  ) throws -> Outcome {
    var outcome = Outcome()
    for index in 0..<100 {
      let loss = loss
      parameters.setGradients(nextGradients())
      let phase = reference.constantRate == true ? 0 : index % 7
      let rate = 0.01 * Double(1 + phase) * reference.rateScale
      try step(
        optimizer, parameters.buffers, state, StepSettings(learningRate: rate, loss: loss))
      if [1, 2, 3, 10].contains(index + 1) {
        outcome.early["\(index + 1)"] = parameters.numbers.flatMap {
          [Double($0[0]), Double($0[$0.count - 1])]
        }
      }
    }
    outcome.values = results(parameters.numbers)
    outcome.evaluation = results(optimizer.evaluationParameters(of: parameters.buffers, state))
    for (number, value) in zip(state.layout.numbers, state.numbers) {
      outcome.numbers[number.name] = value
    }
    return outcome
  }

  /// c = 2^−(index mod 3), so that the product with it is exact.
  private func curvature(_ tensor: Int) -> Double { 1 / Double(1 << (tensor % 3)) }

  private mutating func nextGradients() -> [[Double]] {
    let noises = zip(Self.counts, Self.gradientScales).map { count, scale in
      let scale = reference.gradients == .random ? scale : 0.125
      return drawn([count], from: &generator, scale: scale)[0]
    }
    guard reference.gradients == .quadratic else { return tensors.map { noises[$0] } }
    return zip(tensors, parameters.numbers).map { tensor, values in
      let curvature = Scalar(curvature(tensor))
      return values.indices.map { index in
        let offset = values[index] - Scalar(targets[tensor][index])
        return Double(offset * curvature + Scalar(noises[tensor][index]))
      }
    }
  }

  /// ½·Σ c·(p − target)² before the step.
  private var loss: Double {
    guard reference.gradients == .quadratic else { return 1 }
    return zip(tensors, parameters.numbers).reduce(0) { sum, pair in
      let (tensor, values) = pair
      return zip(values, targets[tensor]).reduce(sum) { sum, pair in
        let offset = Double(pair.0) - pair.1
        return sum + 0.5 * curvature(tensor) * offset * offset
      }
    }
  }

  /// Every element of the small tensors; samples of the long one, and its sum.
  private func results(_ numbers: [[Scalar]]) -> [Double] {
    zip(tensors, numbers).flatMap { tensor, numbers -> [Double] in
      let numbers = numbers.map { Double($0) }
      guard tensor == Self.sizes.count - 1 else { return numbers }
      return [0, 7, 8, 511, 1024, 1029].map { numbers[$0] } + [numbers.reduce(0, +)]
    }
  }
}
