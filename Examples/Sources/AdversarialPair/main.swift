// A generator and a discriminator, each with its own plan, on eight clusters of points around a
// circle.
import Anneal
import Foundation

/// Random points near eight positions on the unit circle.
func ring(_ count: Int) throws -> Tensor {
  let angles = try Tensor.randomIntegers([count], in: 0..<8).converted(to: .float32) * (.pi / 4)
  let centres = try Tensor.stacked([angles.cos(), angles.sin()], along: 1)
  return try centres + Tensor.normal([count, 2], standardDeviation: 0.05)
}

final class Pair: Model {
  let generator: Sequential
  let discriminator: Sequential

  init() throws {
    generator = Sequential(
      try Linear(8, 64), LeakyReLU(slope: 0.2), try Linear(64, 64), LeakyReLU(slope: 0.2),
      try Linear(64, 2))
    discriminator = Sequential(
      try Linear(2, 64), LeakyReLU(slope: 0.2), try Linear(64, 64), LeakyReLU(slope: 0.2),
      try Linear(64, 1))
  }

  func forged(_ count: Int) throws -> Tensor { try generator(.normal([count, 8]), for: .training) }

  func judged(_ points: Tensor, as truth: Double) throws -> Tensor {
    let logits = try discriminator(points, for: .training)
    return try logits.binaryCrossEntropyWithLogits(with: .full(logits.shape, truth))
  }

  /// Evaluation: the distance of generated points from the nearest cluster, and the number of
  /// clusters reached.
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let places = (0..<8).flatMap { place -> [Float] in
      let angle = Float(place) * .pi / 4
      return [cos(angle), sin(angle)]
    }
    let centres = try Tensor(places, shape: [8, 2])
    let distances = try (forged(batch.count)[.all, .new] - centres).norm(along: 2)
    let reached = try distances.argmin().unique().count
    return Outcome(
      loss: try distances.min(along: 1).mean(),
      measures: ["clusters": try .mean(of: .full([batch.count], Double(reached)))])
  }
}

/// Updates the discriminator, then the generator.
struct Adversarial: TrainingStep {
  let pair: Pair

  func run(_ context: StepContext) throws {
    try context.differentiate(for: ["discriminator"]) { batch in
      let forged = try pair.forged(batch.count).detached()
      return Outcome(loss: try pair.judged(batch.input, as: 1) + pair.judged(forged, as: 0))
    }
    try context.update("discriminator")
    try context.differentiate(for: ["generator"]) { batch in
      Outcome(loss: try pair.judged(pair.forged(batch.count), as: 1))
    }
    try context.update("generator")
  }
}

try Engine.seed(3)
let points = try ring(4096)
let data = TensorDataset(inputs: points, targets: points)
let pair = try Pair()
let rule = try Optimizer("adam(beta1: 0.5)")
// The discriminator has four times the learning rate: Heusel et al., 2017.
let training = try Trainer(
  model: pair,
  updaters: [
    UpdaterSettings(
      "discriminator", parameters: "discriminator.*", optimizer: rule,
      plan: Plan("linear(from: 4e-3, to: 0)")),
    UpdaterSettings("generator", optimizer: rule, plan: Plan("linear(from: 1e-3, to: 0)")),
  ], step: Adversarial(pair: pair), length: .steps(2000), batchSize: 128,
  validateEvery: .steps(400)
).fit(data, validation: data)
while let event = try training.next() {
  if case .validation(let step, let evaluation) = event {
    print(
      "after \(step) updates: \(evaluation.measures["clusters"] ?? 0) of 8 clusters reached, "
        + "mean distance \(evaluation.loss)")
  }
}
