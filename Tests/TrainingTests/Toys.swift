import Foundation
import LearningRate
import Optimizers
import Records
import Torch
import Training

/// Two examples of y = 2x + 1: x = 1, 2 and y = 3, 5.
func twoExamples() throws -> TensorDataset {
  TensorDataset(
    inputs: try Tensor([Float(1), 2], shape: [2, 1]),
    targets: try Tensor([Float(3), 5], shape: [2, 1]))
}

/// y = 0.5·x + 0.
func line() throws -> Regressor<Linear> {
  let layer = try Linear(1, 1)
  try layer.weight.assign(Tensor([Float(0.5)], shape: [1, 1]))
  try layer.bias?.assign(Tensor([Float(0)], shape: [1]))
  return Regressor(layer)
}

/// Forty images of 4×4 bytes in three classes.
func images(_ count: Int = 40) throws -> TensorDataset {
  let bytes = (0..<count * 16).map { (place: Int) -> UInt8 in
    UInt8((place * 37 + place / 16 * 11) % 256)
  }
  return TensorDataset(
    inputs: try Tensor(bytes, shape: [count, 1, 4, 4]),
    targets: try Tensor((0..<count).map { Int64($0 % 3) }, shape: [count]), scale: 1.0 / 255)
}

/// Two convolutions, so weights in the channels-last format, and dropout.
func network(seed: UInt64, classes: Int = 3) throws -> any Model {
  try Engine.seed(seed)
  return Classifier(
    Sequential(
      try Convolution2D(1, 4, size: 3, padding: 1), ReLU(), MaxPool2D(2),
      try Convolution2D(4, 6, size: 3, padding: 1), ReLU(), Flatten(), Dropout(0.3),
      try Linear(24, classes)))
}

/// A loss of Σ√w: finite at w = 0, where its gradient is not.
final class Roots: Model {
  let weight: Tensor
  init(_ value: Double) throws {
    weight = try Tensor.full([2], value).requiringGradient()
  }
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    Outcome(loss: try weight.squareRoot().sum())
  }
}

func learner(
  _ model: any Model, _ data: any Dataset, optimizer: Optimizer = .sgd(), batchSize: Int = 8,
  seed: UInt64 = 7, gradientClipping: GradientClipping? = nil
) -> Learner {
  Engine.threads = 1
  return try! Learner(
    model: model, optimizer: optimizer, data: data, batchSize: batchSize, seed: seed,
    gradientClipping: gradientClipping)
}

/// What a training of the network on the images may differ in.
struct Setting {
  var optimizer: Optimizer = .adamw()
  var schedule = "cosine(from: 0.01, to: 0)"
  var steps = 12
  var examples = 40
  var batchSize = 8
  var seed: UInt64 = 7
  var gradientClipping: GradientClipping?
  var classes = 3
  var validateEvery = 5

  func training(weights: UInt64 = 1) throws -> TrainingRun {
    let learner = learner(
      try network(seed: weights, classes: classes), try images(examples), optimizer: optimizer,
      batchSize: batchSize, seed: seed, gradientClipping: gradientClipping)
    return try TrainingRun(
      learner: learner,
      plan: try Plan(schedule).resolved(steps: steps, stepsPerEpoch: learner.stepsPerEpoch),
      validation: try images(9), validateEvery: validateEvery)
  }
}

extension TrainingRun {
  /// The events up to the one after which `step` updates are made, or all.
  func events(to step: Int = .max) throws -> [TrainingEvent] {
    var events: [TrainingEvent] = []
    while learner.step < step, let event = try next() { events.append(event) }
    return events
  }
}

extension TrainingEvent {
  /// The event's name and step: `step 3`, `validation 5`, `finished 12`.
  var label: String {
    switch self {
    case .step(let report): "step \(report.step)"
    case .skipped(let report): "skipped \(report.step)"
    case .validation(let step, _): "validation \(step)"
    case .gradientFlow(let step, _): "gradient flow \(step)"
    case .controlled(let step, _, _, _, let to): "controlled \(step) \(to)"
    case .restored(let step, let origin): "restored \(step) \(origin)"
    case .pastEnd(let step): "past end \(step)"
    case .acted(let act): "acted \(act.step)"
    case .ended(let step, _): "ended \(step)"
    case .idle(_, let measurements, let needed): "idle \(measurements) \(needed)"
    case .unreached(let step, _): "unreached \(step)"
    case .unseen(let properties): "unseen \(properties.joined(separator: " "))"
    case .finished(let step): "finished \(step)"
    }
  }
}

extension TrainingEvent {
  /// The step of the event.
  var place: Int {
    switch self {
    case .step(let report), .skipped(let report): report.step
    case .validation(let step, _), .gradientFlow(let step, _),
      .controlled(let step, _, _, _, _), .restored(let step, _), .pastEnd(let step),
      .unreached(let step, _), .ended(let step, _), .finished(let step):
      step
    case .acted(let act): act.step
    case .idle, .unseen: 0
    }
  }
}

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("training-\(UUID().uuidString)", isDirectory: true)
  deinit { try? FileManager.default.removeItem(at: url) }
}
