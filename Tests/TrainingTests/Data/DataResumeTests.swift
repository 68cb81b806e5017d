import Foundation
import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// A small recurrent network that reads tokens and says the next one, as a number.
private final class Reader: RecurrentModel {
  let input: Linear
  let hidden: Linear
  let output: Linear

  init(seed: UInt64) throws {
    try Engine.seed(seed)
    (input, hidden, output) = (try Linear(1, 4), try Linear(4, 4), try Linear(4, 1))
  }

  func outcome(
    of batch: Batch, after state: CarriedState?, for mode: Mode
  ) throws -> (outcome: Outcome, state: CarriedState) {
    let tokens = try batch.input.converted(to: .float32)
    let next = try batch.target.converted(to: .float32)
    let length = tokens.shape[1]
    var state = try state?["hidden"] ?? Tensor.full([batch.count, 4], 0)
    var loss = try Tensor.full([], 0)
    for place in 0..<length {
      let token = try tokens.narrowed(1, to: place..<place + 1)
      state = try (input(token, for: mode) + hidden(state, for: mode)).tanh()
      let said = try output(Dropout(0.2)(state, for: mode), for: mode)
      loss = try loss + said.meanSquaredError(to: next.narrowed(1, to: place..<place + 1))
    }
    return (
      Outcome(loss: try loss * (1 / Double(length))), CarriedState(["hidden": state])
    )
  }
}

/// Cut at any place and resumed, a training comes to the same bits, however its data is dealt out.
@Suite struct DataResumeTests {
  enum Kind: String, CaseIterable {
    case shuffled, inOrder, bucketed, budgeted, transformed, streamed, transformedStream, lanes
  }

  private func data(_ kind: Kind) throws -> any TrainingData {
    let tokens = try Tensor((0..<200).map { Int64($0 * $0 % 7) }, shape: [200])
    let windows = try WindowDataset(tokens, length: 5)
    let lengths = (0..<windows.count).map { 1 + $0 % 4 }
    let stream = ExampleStream {
      var next: Int64 = 0
      return {
        next += 1
        return next
      }
    } batch: { (examples: [Int64]) in
      let rows = examples.flatMap { first in (0..<5).map { (first + $0) % 7 } }
      let next = examples.flatMap { first in (1..<6).map { (first + $0) % 7 } }
      return Batch(
        count: examples.count,
        [
          "input": try Tensor(rows, shape: [examples.count, 5]),
          "target": try Tensor(next, shape: [examples.count, 5]),
        ])
    }
    func shifted(_ data: some TrainingData) -> any TrainingData {
      data.transformed { example, generator in
        let noise = try Tensor.normal([1, 5]) + Double.random(in: 0...1, using: &generator)
        return example.replacing(
          "input", by: try example.input.converted(to: .float32) + noise)
      }
    }
    return switch kind {
    case .shuffled: windows
    case .inOrder: windows.inOrder()
    case .bucketed: windows.bucketed(by: lengths)
    case .budgeted: windows.bucketed(by: lengths, tokens: 12)
    case .transformed: shifted(windows)
    case .streamed: stream
    case .transformedStream: shifted(stream)
    case .lanes: windows.contiguous()
    }
  }

  private func training(
    _ kind: Kind, on data: (any TrainingData)? = nil, weights: UInt64 = 1,
    prefetching: Prefetching = .ahead,
    micro: Int? = nil, plan: String = "cosine(from: 0.01, to: 0)", steps: Int = 15
  ) throws -> TrainingRun {
    Engine.threads = 1
    return try Trainer(
      model: try Reader(seed: weights), optimizer: .adamw(), plan: try Plan(plan),
      length: .steps(steps), batchSize: 6, seed: 7, microBatchSize: micro,
      validateEvery: .steps(4), prefetching: prefetching
    ).fit(try data ?? self.data(kind), validation: try self.data(.lanes) as? any Dataset)
  }

  private func checkpoint(of run: TrainingRun) throws -> Checkpoint<CheckpointState> {
    let folder = TemporaryFolder()
    let store = CheckpointStore(folder: folder.url)
    try store.write(
      step: run.learner.step, state: try run.checkpointState(), files: try run.checkpointFiles())
    return try store.load(run.learner.step)
  }

  @Test(arguments: Kind.allCases, [nil, 4])
  func `N and M steps equal N, save, load, M, bit for bit`(kind: Kind, micro: Int?) throws {
    let whole = try training(kind, micro: micro)
    let events = try whole.events()
    #expect(events.count > 15)
    // An epoch is 7 steps in lanes and in order, 6 shuffled.
    for cut in [0, 1, 6, 7, 9] {
      let first = try training(kind, micro: micro)
      let before = try first.events(to: cut)
      let second = try training(kind, weights: 99, prefetching: .whenNeeded, micro: micro)
      _ = try second.events(to: 3)
      try second.resume(from: try checkpoint(of: first))
      #expect(before + (try second.events()) == events, "cut at \(cut)")
      #expect(try second.checkpointFiles() == whole.checkpointFiles(), "cut at \(cut)")
      #expect(try second.checkpointState() == whole.checkpointState())
    }
  }

  @Test func `what is carried lies in the checkpoint, but at an epoch's start`() throws {
    let run = try training(.lanes)
    for step in 0...8 {
      let file = try run.checkpointFiles()["carried.safetensors"]
      // 39 windows in 6 lanes: 7 steps.
      #expect((file != nil) == (step % 7 != 0), "after \(step)")
      if let file {
        let tensors = try SafetensorsFile(file, file: "carried").tensors
        #expect(tensors.mapValues(\.shape) == ["carried/hidden": [6, 4]])
      }
      _ = try run.events(to: step + 1)
    }
  }

  @Test func `what is carried is in the copies that a controller goes back to`() throws {
    // An epoch is 150 steps; a token of step 110 is so large that the loss is a hundred times the usual.
    let tokens = (0...4500).map { Int64($0 == 552 ? 90 : $0 * $0 % 7) }
    let data = try WindowDataset(Tensor(tokens, shape: [4501]), length: 5).contiguous()
    let plan = "constant(1e-3).controlled(by: spikeBackoff(threshold: 20, patience: 0))"
    func training(weights: UInt64 = 1) throws -> TrainingRun {
      try self.training(.lanes, on: data, weights: weights, plan: plan, steps: 120)
    }
    let whole = try training()
    let events = try whole.events()
    #expect(events.map(\.label).filter { $0.hasPrefix("restored") } == ["restored 110 50"])
    for cut in [70, 110, 111, 115] {
      let first = try training()
      let before = try first.events(to: cut) + first.takePendingEvents()
      let second = try training(weights: 99)
      try second.resume(from: try checkpoint(of: first))
      #expect(before + (try second.events()) == events, "cut at \(cut)")
      #expect(try second.checkpointFiles() == whole.checkpointFiles(), "cut at \(cut)")
    }
    let copy = try #require(whole.checkpointFiles()["restore-50.safetensors"])
    #expect(try SafetensorsFile(copy, file: "copy").tensors["carried/hidden"]?.shape == [6, 4])
  }

  @Test(arguments: [
    (
      Kind.inOrder, Kind.lanes,
      "the checkpoint's order of the examples is in order; this run's is in lanes"
    ),
    (
      .bucketed, .budgeted,
      "the checkpoint's order of the examples is bucketed by length; this run's is bucketed by "
        + "length, at most 12 tokens"
    ),
    (
      .streamed, .shuffled,
      "the checkpoint's order of the examples is streamed; this run's is shuffled"
    ),
  ])
  func `a checkpoint of another order is refused`(saved: Kind, now: Kind, message: String) throws {
    let first = try training(saved)
    _ = try first.events(to: 2)
    let error = #expect(throws: TrainingError.self) {
      try training(now).resume(from: try checkpoint(of: first))
    }
    #expect(error?.description == message)
  }

  @Test func `a checkpoint of a stream knows no epoch and no number of examples`() throws {
    let state = try training(.streamed).checkpointState()
    #expect(state.examples == nil && state.stepsPerEpoch == nil && state.batchSize == 6)
    let copy = try JSONDecoder().decode(
      CheckpointState.self, from: try JSONEncoder().encode(state))
    #expect(copy == state)
  }
}
