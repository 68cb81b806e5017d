import Foundation
import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// Whole trainings over the device's way to update, with the processor as the device.
@Suite struct DeviceTrainingTests {
  private let folder = TemporaryFolder()

  private func training(
    _ optimizer: Optimizer, limit: GradientClipping? = nil, weights: UInt64 = 1, onDevice: Bool
  ) throws -> TrainingRun {
    Engine.threads = 1
    var settings = UpdaterSettings(
      optimizer: optimizer, plan: try Plan("linear(from: 0.01, to: 0.001)"), gradientClipping: limit
    )
    settings.usesDevicePath = onDevice
    let learner = try Learner(
      model: try network(seed: weights), updaters: [settings], data: try images(), batchSize: 8,
      seed: 7, microBatchSize: 5)
    return try TrainingRun(
      learner: learner,
      plan: try settings.plan.resolved(steps: 12, stepsPerEpoch: learner.stepsPerEpoch),
      validation: try images(9), validateEvery: 5)
  }

  private func weights(_ training: TrainingRun) throws -> [Float] {
    try training.learner.model.namedTensors.flatMap { try $0.tensor.scalars(as: Float.self) }
  }

  /// Rules that run on the device, and others that are stepped by the processor on copies.
  static let optimizers: [Optimizer] = [
    .sgd(momentum: 0.9, weightDecay: 0.01), .adamw(), .lion(), .nadam(), .muon(), .adafactor(),
    .sgd().scheduleFree(), .adamw().lookahead(k: 3),
  ]

  @Test(arguments: optimizers)
  func `it comes to the numbers of the fused pass`(optimizer: Optimizer) throws {
    let limits: [GradientClipping?] = [nil, 0.5, .zclip(threshold: 0.5, warmup: 3), .value(0.01)]
    for limit in limits {
      let here = try training(optimizer, limit: limit, onDevice: false)
      let there = try training(optimizer, limit: limit, onDevice: true)
      let (events, others) = (try here.events(), try there.events())
      #expect(events.map(\.label) == others.map(\.label))
      for (one, other) in zip(try weights(here), try weights(there)) {
        // Lion steps by a sign, which rounding decides where a mean is next to 0.
        #expect(abs(one - other) <= 2e-5 * max(1, abs(one)), "\(optimizer), \(limit as Any)")
      }
      for case (.validation(_, let one), .validation(_, let other)) in zip(events, others) {
        #expect(abs(one.loss - other.loss) <= 1e-4 * one.loss)
      }
    }
  }

  @Test(arguments: optimizers)
  func `it goes on from its checkpoint to the same bits, and from one of the fused pass`(
    optimizer: Optimizer
  ) throws {
    let store = CheckpointStore(folder: folder.url)
    let whole = try training(optimizer, limit: 0.5, onDevice: true)
    let events = try whole.events()
    for (cut, wasOnDevice) in [(5, true), (7, true), (5, false)] {
      let first = try training(optimizer, limit: 0.5, onDevice: wasOnDevice)
      let before = try first.events(to: cut)
      try store.write(
        step: cut, state: try first.checkpointState(), files: try first.checkpointFiles())
      let second = try training(optimizer, limit: 0.5, weights: 99, onDevice: true)
      try second.resume(from: try store.load(cut))
      let after = try second.events()
      if wasOnDevice {
        #expect(before + after == events, "cut at \(cut)")
        #expect(try second.checkpointFiles() == whole.checkpointFiles(), "cut at \(cut)")
      } else {
        for (one, other) in zip(try weights(whole), try weights(second)) {
          #expect(abs(one - other) <= 2e-5 * max(1, abs(one)))
        }
      }
    }
  }
}
