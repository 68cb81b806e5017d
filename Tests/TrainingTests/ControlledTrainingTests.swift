import Foundation
import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// A weight that is pulled to 0, and a loss that is another at some steps, whatever the weight.
private final class Spiking: Model {
  let weight: Tensor
  let spikes: [Int: Double]
  private var step = 0
  init(_ spikes: [Int: Double]) throws {
    weight = try Tensor.full([1], 1).requiringGradient()
    self.spikes = spikes
  }
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let loss = try (weight * weight).mean()
    guard mode == .training else { return Outcome(loss: loss) }
    defer { step += 1 }
    return Outcome(loss: try loss + (spikes[step] ?? 0))
  }
}

@Suite struct ControlledTrainingTests {
  private func training(
    _ model: any Model, _ plan: String, steps: Int, validateEvery: Int = 1000,
    isMeasured: Bool = true
  ) throws -> TrainingRun {
    try TrainingRun(
      learner: learner(model, try twoExamples(), batchSize: 2),
      plan: try Plan(plan).resolved(steps: steps), validation: isMeasured ? try twoExamples() : nil,
      validateEvery: validateEvery)
  }

  private func rates(_ events: [TrainingEvent]) -> [Double] {
    events.compactMap { event in
      if case .step(let report) = event { report.learningRate } else { nil }
    }
  }

  @Test func `a plateau of the validation loss halves the rate from the next update on`() throws {
    // At such a rate nothing changes, so every measurement after the first is a bad one.
    let events = try training(
      try line(), "constant(1e-30).controlled(by: plateau(factor: 0.5, patience: 1))", steps: 8,
      validateEvery: 1
    ).events()
    #expect(rates(events) == [1e-30, 1e-30, 1e-30, 5e-31, 5e-31, 2.5e-31, 2.5e-31, 1.25e-31])
    #expect(
      events.map(\.label).filter { $0.hasPrefix("controlled") }
        == ["controlled 3 0.5", "controlled 5 0.25", "controlled 7 0.125"])
  }

  @Test func `controllers sleep while the plan warms up, unless told otherwise`() throws {
    let plan = "constant(1e-30).warmup(4).controlled(by: plateau(factor: 0.5, patience: 0)"
    let asleep = try training(try line(), plan + ")", steps: 8, validateEvery: 1).events()
    // The first measurement that counts is the one after four updates.
    #expect(
      asleep.map(\.label).filter { $0.hasPrefix("controlled") }
        == ["controlled 5 0.5", "controlled 6 0.25", "controlled 7 0.125", "controlled 8 0.0625"])
    let awake = try training(
      try line(), plan + ", duringWarmup: true)", steps: 8, validateEvery: 1
    ).events()
    #expect(awake.map(\.label).first { $0.hasPrefix("controlled") } == "controlled 2 0.5")
  }

  @Test func `a controller may end the run, which is measured once more`() throws {
    let plan = #"""
      constant(1e-30).controlled(by: plateau(factor: 0.5, patience: 1, stopAfter: 2), of: "loss")
      """#
    let run = try training(try line(), plan, steps: 100, validateEvery: 50)
    #expect(
      try run.events().map(\.label) == [
        "step 0", "step 1", "step 2", "controlled 2 0.5", "step 3", "step 4", "ended 4",
        "validation 5", "finished 5",
      ])
    // Taken up from its last checkpoint it is over, and from one before it ends there again.
    for cut in [3, 5] {
      let first = try training(try line(), plan, steps: 100, validateEvery: 50)
      _ = try first.events(to: cut)
      let folder = TemporaryFolder()
      let store = CheckpointStore(folder: folder.url)
      try store.write(
        step: cut, state: try first.checkpointState(), files: try first.checkpointFiles())
      let second = try training(try line(), plan, steps: 100, validateEvery: 50)
      try second.resume(from: try store.load(cut))
      #expect(try second.events().map(\.label).last == "finished 5")
    }
  }

  @Test func `a controller that can never act is told before the first step`() throws {
    // Measured after 4 and 6 updates; patience 3 needs five measurements.
    let plan = "constant(1e-30).controlled(by: plateau(factor: 0.5, patience: 3))"
    let events = try training(try line(), plan, steps: 6, validateEvery: 4).events()
    #expect(
      events.first == .idle(by: .plateau(factor: 0.5, patience: 3), measurements: 2, needed: 5))
    let enough = try training(try line(), plan, steps: 6, validateEvery: 1).events()
    #expect(enough.first?.label == "step 0")
    // In a warmup it hears nothing.
    let warm = try training(
      try line(),
      "constant(1e-30).warmup(3).controlled(by: plateau(factor: 0.5, patience: 3))", steps: 6,
      validateEvery: 1
    ).events()
    #expect(warm.first == .idle(by: .plateau(factor: 0.5, patience: 3), measurements: 4, needed: 5))
  }

  @Test func `several controllers multiply`() throws {
    let plan = """
      constant(1e-30).controlled(by: plateau(factor: 0.5, patience: 1))
        .controlled(by: plateau(factor: 0.25, patience: 1), of: "loss")
      """
    let events = try training(try line(), plan, steps: 4, validateEvery: 1).events()
    #expect(rates(events) == [1e-30, 1e-30, 1e-30, 1.25e-31])
  }

  @Test func `a spike puts the weights back and lowers the rate until it has recovered`() throws {
    let model = try Spiking([120: 1e6, 121: 1e6, 122: 1e6])
    let training = try training(
      model,
      "constant(1e-3).controlled(by: spikeBackoff(factor: 0.5, threshold: 100, recover: 10))",
      steps: 140)
    _ = try training.events(to: 50)
    let weightAfter50 = try model.weight.item()
    _ = try training.events(to: 122)
    let events = try training.events(to: 123)
    #expect(events.last?.label == "step 122")
    // The two copies are of 50 and 100 updates; the older one is from before whatever went wrong.
    #expect(try training.next()?.label == "controlled 122 0.5")
    #expect(try training.next()?.label == "restored 122 50")
    #expect(try model.weight.item() == weightAfter50)
    let rest = rates(try training.events())
    let expected = (123..<140).map { (step: Int) -> Double in
      let recovered = min(Double(step - 122) / 10, 1)
      return 1e-3 * (0.5 + 0.5 * recovered)
    }
    #expect(rest.count == expected.count)
    #expect(zip(rest, expected).allSatisfy { abs($0 - $1) < 1e-18 })
  }

  @Test func `a loss that is no number is left out and the training goes on`() throws {
    let model = try Spiking([60: .nan])
    let events = try training(
      model, "constant(1e-3).controlled(by: spikeBackoff(factor: 0.5))", steps: 63
    ).events(to: 62).suffix(5).map(\.label)
    #expect(
      events == ["step 59", "skipped 60", "controlled 60 0.5", "restored 60 0", "step 61"])
  }

  @Test func `a loss that is no number stays an end where no controller goes back`() throws {
    for plan in ["constant(1e-3)", "constant(1e-3).controlled(by: plateau, of: \"loss\")"] {
      let training = try training(try Spiking([2: .nan]), plan, steps: 5)
      _ = try training.events(to: 2)
      #expect(throws: DivergenceError.self) { try training.next() }
    }
  }

  @Test func `a controller that asks to go back too often does not hold up the end for ever`()
    throws
  {
    var spikes: [Int: Double] = [:]
    for step in 60..<100 { spikes[step] = .nan }
    let model = try Spiking(spikes)
    let training = try training(
      model, "constant(1e-3).controlled(by: spikeBackoff(limit: 2))", steps: 100)
    let error = #expect(throws: DivergenceError.self) { try training.events() }
    #expect(error?.step == 62)
  }

  @Test func `a series that there is not is refused before the first step`() throws {
    let error = try #require(throws: TrainingError.self) {
      try training(
        try line(), #"constant(1e-3).controlled(by: plateau, of: "validation los")"#, steps: 3)
    }
    #expect(
      error.description
        == "a controller must listen to one of loss, gradient norm, validation loss; received "
        + "'validation los'")
  }

  @Test func `a controller of validation needs validation data`() throws {
    let error = try #require(throws: TrainingError.self) {
      try training(
        try line(), "constant(1).controlled(by: plateau)", steps: 3, isMeasured: false)
    }
    #expect(
      error.description
        == "a controller must listen to one of loss, gradient norm; received 'validation loss'")
  }

  /// Noisy losses under every controller, so that all of them are in the middle of something.
  private static let plan = """
    cosine(from: 0.05, to: 0.001).controlled(by: plateau(factor: 0.5, patience: 2), of: "loss")
      .controlled(by: greedy(factor: 0.9, patience: 1), of: "loss")
      .controlled(by: boldDriver(raise: 1.2, lower: 0.5), of: "gradient norm")
      .controlled(by: spikeBackoff(factor: 0.5, threshold: 0.5, patience: 0, recover: 5))
      .controlled(by: plateau(factor: 0.7, patience: 0))
    """

  @Test(arguments: [1, 4, 5, 7, 12, 37, 51, 59, 60])
  func `stopped and resumed, every controller goes on as if it had not been`(stop: Int) throws {
    let setting = Setting(schedule: Self.plan, steps: 70, validateEvery: 5)
    let straight = try setting.training()
    let all = try straight.events()
    #expect(all.contains { $0.label.hasPrefix("restored") })
    let first = try setting.training()
    var before = try first.events(to: stop)
    before += first.takePendingEvents()
    let folder = TemporaryFolder()
    let store = CheckpointStore(folder: folder.url)
    try store.write(
      step: stop, state: try first.checkpointState(), files: try first.checkpointFiles())
    let second = try setting.training(weights: 2)
    try second.resume(from: store.load(stop))
    #expect(before + (try second.events()) == all)
    #expect(try second.checkpointState() == straight.checkpointState())
    #expect(try second.checkpointFiles() == straight.checkpointFiles())
  }

  /// A controller that goes back because of a measurement on held-out data.
  private static let restoring = """
    constant(0.2).controlled(by: spikeBackoff(factor: 0.9, threshold: 1e-6, patience: 0, recover: 5, \
    limit: 1000000), of: "validation loss")
    """

  @Test func `stopped after any event, a run that goes back by a measurement goes on the same`()
    throws
  {
    let setting = Setting(schedule: Self.restoring, steps: 40, validateEvery: 1)
    let straight = try setting.training()
    let all = try straight.events()
    #expect(all.filter { $0.label.hasPrefix("restored") }.count > 2)
    for stop in stride(from: 20, to: all.count, by: 3) {
      let first = try setting.training()
      var before: [TrainingEvent] = []
      while before.count < stop, let event = try first.next() { before.append(event) }
      before += first.takePendingEvents()
      let folder = TemporaryFolder()
      let store = CheckpointStore(folder: folder.url)
      try store.write(
        step: first.learner.step, state: try first.checkpointState(),
        files: try first.checkpointFiles())
      let second = try setting.training(weights: 2)
      try second.resume(from: store.load(first.learner.step))
      // A measurement that was made after as many updates is made again, with what it led to.
      let kept = before.filter { $0.place < first.learner.step }
      #expect(kept + (try second.events()) == all, "\(stop)")
    }
  }

  @Test func `what a step led to is recorded with the checkpoint after it, told or not`() throws {
    let folder = TemporaryFolder()
    let store = try RunStore(folder: folder.url)
    let run = try store.createRun(task: "line", configuration: .null).id
    let training = try training(
      try line(), "constant(1e-30).controlled(by: plateau(patience: 0), of: \"loss\")", steps: 5)
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 100)
    while training.learner.step < 2, let event = try training.next() { try recorder.record(event) }
    try recorder.save()
    #expect(try store.events(of: run).map { "\($0.kind) \($0.step)" } == ["controlled 1"])
    #expect(try store.checkpoints(of: run).latest() == 2)
  }

  @Test func `a checkpoint without a controller's state is refused`() throws {
    let first = try Setting(schedule: "constant(0.01)", steps: 4).training()
    var state = try first.checkpointState()
    state.updaters[0].plan = "constant(0.01).controlled(by: plateau(factor: 0.1, patience: 10))"
    let folder = TemporaryFolder()
    let store = CheckpointStore(folder: folder.url)
    try store.write(step: 0, state: state, files: try first.checkpointFiles())
    let second = try Setting(schedule: state.plan, steps: 4).training()
    let error = #expect(throws: TrainingError.self) { try second.resume(from: store.load(0)) }
    #expect(
      error?.description
        == "the checkpoint must hold a state of plateau(factor: 0.1, patience: 10); it holds ")
  }
}
