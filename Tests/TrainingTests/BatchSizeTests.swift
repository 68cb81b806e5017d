import LearningRate
import Notation
import Optimizers
import Runs
import Testing
import Torch
import Training

@Suite struct BatchSizeTests {
  private func training(
    _ plan: String, length: Length = .steps(20), weights: UInt64 = 1, micro: Int? = nil,
    on data: (any TrainingData)? = nil, prefetching: Prefetching = .ahead
  ) throws -> TrainingRun {
    Engine.threads = 1
    return try Trainer(
      model: try network(seed: weights), optimizer: .adamw(), plan: try Plan(plan), length: length,
      batchSize: 8, seed: 7, microBatchSize: micro, validateEvery: .steps(5),
      prefetching: prefetching
    ).fit(try data ?? images(), validation: try images(9))
  }

  private func sizes(_ events: [TrainingEvent]) -> [Int] {
    events.compactMap { event -> Int? in
      if case .step(let report) = event { report.batchSize } else { nil }
    }
  }

  private static let growing = "constant(0.01).scheduling(batchSize, linear(from: 2, to: 12))"

  @Test func `each step has the examples that the plan says, and its report does too`() throws {
    let events = try training(Self.growing).events()
    // 2 + 10·t/20, rounded away from zero.
    let expected = (0..<20).map { Int((2 + Double($0) / 2).rounded()) }
    #expect(sizes(events) == expected)
    #expect(sizes(try training("constant(0.01)").events()) == [])
  }

  @Test(arguments: [nil, 3])
  func `N and M steps equal N, save, load, M, bit for bit`(micro: Int?) throws {
    let whole = try training(Self.growing, micro: micro)
    let events = try whole.events()
    for cut in [0, 1, 4, 5, 11, 19] {
      let first = try training(Self.growing, micro: micro)
      let before = try first.events(to: cut)
      let folder = TemporaryFolder()
      let store = CheckpointStore(folder: folder.url)
      try store.write(
        step: cut, state: try first.checkpointState(), files: try first.checkpointFiles())
      let second = try training(Self.growing, weights: 99, micro: micro, prefetching: .whenNeeded)
      _ = try second.events(to: 7)
      try second.resume(from: try store.load(cut))
      #expect(before + (try second.events()) == events, "cut at \(cut)")
      #expect(try second.checkpointFiles() == whole.checkpointFiles(), "cut at \(cut)")
      #expect(try second.checkpointState() == whole.checkpointState())
    }
  }

  @Test func `another plan in the middle goes on where the data is`() throws {
    // Steps 0 … 9 have 4 examples and end in the epoch's middle: the next ones follow.
    let run = try training("constant(0.01).scheduling(batchSize, constant(4))")
    _ = try run.events(to: 9)
    let place = try run.checkpointState().place
    #expect(place == DataPosition(epoch: 0, example: 36))
    try run.perform(.plan(PlanChange(Plan(.constant(0.01)))))
    let rest = try run.events()
    // Without a schedule the size is the one that was given, 8: it does not fit the epoch.
    #expect(sizes(rest) == Array(repeating: 8, count: 11))
    #expect(try run.checkpointState().place == DataPosition(epoch: 3, example: 8))
  }

  @Test func `a length in epochs is the fewest steps that see the data so often`() throws {
    // 40 examples; sizes 4 and, in the second half, 16: 10 steps an epoch, and then 2 that are full.
    let plan = "constant(0.01).scheduling(batchSize, piecewise([0: 4, 50%: 4, 51%: 16]))"
    let events = try training(plan, length: .epochs(4)).events()
    let all = sizes(events)
    var (epoch, example) = (0, 0)
    var epochs: [Int] = []
    for size in all {
      if example + size > 40 { (epoch, example) = (epoch + 1, 0) }
      example += size
      epochs.append(epoch)
    }
    #expect(epochs.max() == 3)
    // One more step would be of the fifth pass.
    let next = try #require(all.last)
    #expect(example + next > 40)
  }

  @Test(arguments: [1.0, 2.5, 30, 1e4])
  func `a length in epochs is found for short and long runs`(epochs: Double) throws {
    // 4 to 16 of 40 examples at a time: 10 on the average, so 4 steps an epoch, and fewer where the next batch
    // does not fit. The last step may pass the length by a batch and what is left over: less than 0.8 epochs.
    let plan = try Plan("constant(0.01).scheduling(batchSize, linear(from: 4, to: 16))")
    let learner = learner(try network(seed: 1), try images())
    let length = try RunLength(.epochs(epochs), of: learner, under: plan)
    #expect((epochs..<epochs + 0.8).contains(try #require(length.epochs)))
    #expect((3...6).contains(Double(length.steps) / epochs))
  }

  @Test func `a length without bounds is worked out at once`() throws {
    let plan = try Plan("constant(0.01).scheduling(batchSize, linear(from: 4, to: 16))")
    let length = try RunLength(
      .epochs(1e9), of: learner(try network(seed: 1), try images()), under: plan)
    #expect(abs(Double(length.steps) / 4e9 - 1) < 0.01)
    #expect(length.stepsPerEpoch == 4)
  }

  @Test func `an epoch without a fixed number of steps is no length in a plan`() throws {
    let plan =
      "cosine(from: 0.01, to: 0).warmup(1ep).scheduling(batchSize, linear(from: 2, to: 12))"
    let error = try #require(throws: ScheduleError.self) { try training(plan) }
    #expect(
      error.description
        == "warmup: length must be in steps or percent, since an epoch has no fixed number of steps "
        + "where the plan schedules batchSize; received 1ep")
  }

  @Test func `what cannot have a schedule of sizes is refused in one sentence`() throws {
    func message(_ plan: String, on data: (any TrainingData)? = nil) -> String? {
      #expect(throws: TrainingError.self) { try training(plan, on: data) }?.description
    }
    #expect(
      message("constant(1).scheduling(batchSize, linear(from: 0, to: 8))")
        == "batchSize must be 1 to 1000000000 examples; received 0 in linear(from: 0, to: 8)")
    #expect(
      message("constant(1).scheduling(batchSize, linear(from: 1, to: 1e10))")
        == "batchSize must be 1 to 1000000000 examples; received 9500000000.05 in linear(from: 1, to: 1e10)"
    )
    #expect(
      message(Self.growing, on: try images().contiguous())
        == "batchSize can be scheduled only for data that is shuffled, in order or streamed; "
        + "received data in lanes")
  }

  @Test func `only the first updater's plan says the size of a step`() throws {
    let plan = try Plan(Self.growing)
    let settings = [
      UpdaterSettings(
        "a", patterns: ["body.layers.0.*"], optimizer: .sgd(), plan: Plan(.constant(0.1))),
      UpdaterSettings("b", optimizer: .sgd(), plan: plan),
    ]
    let error = #expect(throws: TrainingError.self) {
      try Trainer(
        model: try network(seed: 1), updaters: settings, length: .steps(3), batchSize: 8
      ).fit(try images())
    }
    #expect(
      error?.description
        == "batchSize is scheduled by the first updater's plan, that of 'a'; received it in that of 'b'"
    )
  }
}
