import Foundation
import LearningRate
import Runs
import Testing
import Torch
import Training

@Suite struct RunRecorderTests {
  private let folder = TemporaryFolder()

  private func store() throws -> RunStore { try RunStore(folder: folder.url) }

  /// Every point of a run, by series.
  private func rows(_ store: RunStore, _ run: String) throws -> [String: [SeriesPoint]] {
    try Dictionary(
      uniqueKeysWithValues: store.seriesNames(of: run).map { ($0, try store.series($0, of: run)) })
  }

  private func record(_ training: TrainingRun, _ recorder: RunRecorder, to step: Int = .max) throws
  {
    while training.learner.step < step, let event = try training.next() {
      try recorder.record(event)
    }
  }

  @Test func `each step and measurement is one row`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let training = try Setting(steps: 12, validateEvery: 5).training()
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 4)
    var events: [TrainingEvent] = []
    while let event = try training.next() {
      events.append(event)
      try recorder.record(event)
    }
    let rows = try rows(store, run)
    #expect(
      rows.keys.filter { !$0.contains(" in ") }.sorted() == [
        "gradient norm", "loss", "rate", "validation accuracy", "validation loss",
      ])
    let sizes = ["gradient norm", "update size", "weight size"]
    #expect(
      rows.keys.filter { $0.contains(" in ") }.sorted()
        == sizes.flatMap { size in [0, 3, 7].map { "\(size) in body.layers.\($0)" } })
    for name in ["gradient norm", "loss", "rate"] {
      #expect(rows[name]?.map(\.step) == Array(0..<12))
    }
    for name in ["validation accuracy", "validation loss"] {
      #expect(rows[name]?.map(\.step) == [5, 10, 12])
    }
    guard case .step(let report) = events[3] else {
      Issue.record("the fourth event must be step 3; it is \(events[3])")
      return
    }
    #expect(rows["loss"]?[3].value == report.loss)
    #expect(rows["rate"]?[3].value == report.learningRate)
    #expect(rows["gradient norm"]?[3].value == report.gradientNorm)
    #expect(report.step == 3)
    // The last two of 4, 8, 12.
    #expect(try store.checkpoints(of: run).steps() == [8, 12])
  }

  @Test func `a step left out is a row and an event`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let training = try TrainingRun(
      learner: learner(try Roots(0), try twoExamples()),
      plan: try Plan("constant(0.5)").resolved(steps: 2), validation: nil, validateEvery: 1)
    try record(training, try RunRecorder(training, as: run, in: store, checkpointEvery: 9))
    #expect(try store.series("rate", of: run).map(\.value) == [0.5, 0.5])
    #expect(
      try store.events(of: run).map { "\($0.kind) \($0.step)" } == ["skipped 0", "skipped 1"])
    #expect(try store.seriesNames(of: run) == ["loss", "rate"])
  }

  @Test func `a checkpoint never comes before its rows`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let training = try Setting().training()
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 4)
    // The run's folder is a file, so no checkpoint can be written.
    try Data().write(to: store.folder(of: run))
    #expect(throws: RunsError.self) { try record(training, recorder) }
    #expect(training.learner.step == 4)
    #expect(try store.series("loss", of: run).map(\.step) == [0, 1, 2, 3])
  }

  @Test(arguments: [4, 5, 7])
  func `what follows the last checkpoint is written again, once`(interval: Int) throws {
    let store = try store()
    let setting = Setting(steps: 12, validateEvery: 5)
    let whole = try store.createRun(task: "toy", configuration: .null).id
    let training = try setting.training()
    try record(training, try RunRecorder(training, as: whole, in: store, checkpointEvery: interval))

    let broken = try store.createRun(task: "toy", configuration: .null).id
    let first = try setting.training()
    let recorder = try RunRecorder(first, as: broken, in: store, checkpointEvery: interval)
    try record(first, recorder, to: 10)
    try recorder.flush()
    // Here the process dies: rows up to step 9 are there, the checkpoint is older.
    #expect(try store.series("loss", of: broken).count == 10)

    let second = try setting.training(weights: 99)
    let resumed = try RunRecorder(second, as: broken, in: store, checkpointEvery: interval)
    let checkpoints = try store.checkpoints(of: broken)
    let last = try #require(try checkpoints.latest())
    #expect(last == [4: 8, 5: 10, 7: 7][interval])
    try resumed.resume(from: try checkpoints.load(last))
    #expect(try store.run(broken).status == .running)
    #expect(try store.events(of: broken).map { "\($0.kind) \($0.step)" } == ["resumed \(last)"])
    try record(second, resumed)
    func values(_ run: String) throws -> [String: [SeriesPoint]] { try rows(store, run) }
    #expect(try values(broken) == values(whole))
    #expect(try checkpoints.steps() == store.checkpoints(of: whole).steps())
  }

  @Test func `going back to an earlier checkpoint removes the later ones`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let training = try Setting().training()
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 4)
    try record(training, recorder)
    let checkpoints = try store.checkpoints(of: run)
    #expect(try checkpoints.steps() == [8, 12])
    try store.finish(run, .finished)
    try recorder.resume(from: try checkpoints.load(8))
    #expect(try checkpoints.steps() == [8])
    #expect(try store.series("loss", of: run).map(\.step) == Array(0..<8))
    #expect(try store.series("validation loss", of: run).map(\.step) == [5])
    #expect(try store.run(run).status == .running)
  }

  @Test func `a refused checkpoint leaves the record as it was`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let training = try Setting().training()
    try record(training, try RunRecorder(training, as: run, in: store, checkpointEvery: 4))
    try store.finish(run, .stopped)
    let before = try rows(store, run)
    let other = try Setting(seed: 8).training()
    let recorder = try RunRecorder(other, as: run, in: store, checkpointEvery: 4)
    let checkpoints = try store.checkpoints(of: run)
    #expect(throws: TrainingError.self) { try recorder.resume(from: try checkpoints.load(8)) }
    #expect(try rows(store, run) == before)
    #expect(try checkpoints.steps() == [8, 12])
    #expect(try store.run(run).status == .stopped)
    #expect(try store.events(of: run).isEmpty)
  }

  @Test func `saving twice at one step writes once`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let training = try Setting().training()
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 4)
    try recorder.save()
    let state = try store.checkpoints(of: run).location(of: 0).appendingPathComponent("state.json")
    func inode() throws -> UInt64? {
      try FileManager.default.attributesOfItem(atPath: state.path)[.systemFileNumber] as? UInt64
    }
    let first = try inode()
    try recorder.save()
    #expect(try inode() == first)
    #expect(first != nil)
  }

  @Test func `weights that give no loss any more are not kept`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let plan = try Plan("constant(0.01).then(constant(1e30), at: 3)").resolved(steps: 9)
    let training = try TrainingRun(
      learner: learner(try line(), try twoExamples(), batchSize: 2), plan: plan, validation: nil,
      validateEvery: 9)
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 1)
    let error = #expect(throws: DivergenceError.self) { try record(training, recorder) }
    // The update of step 3 made the weights about 1e31; the loss of step 4 would be infinite.
    #expect(error?.step == 4)
    #expect(error?.learningRate == 1e30)
    let checkpoints = try store.checkpoints(of: run)
    #expect(try checkpoints.steps() == [2, 3])
    #expect(try store.series("loss", of: run).map(\.step) == [0, 1, 2, 3])
    try training.resume(from: try checkpoints.load(3))
    #expect(try training.learner.advance(learningRate: 0.01).loss.isFinite)
  }

  @Test func `a run that begins anew forgets what was there`() throws {
    let store = try store()
    let run = try store.createRun(task: "toy", configuration: .null).id
    let old = try Setting().training()
    try record(old, try RunRecorder(old, as: run, in: store, checkpointEvery: 4))
    let training = try Setting(seed: 8).training()
    try RunRecorder(training, as: run, in: store, checkpointEvery: 4).restart()
    let checkpoints = try store.checkpoints(of: run)
    #expect(try checkpoints.steps() == [0])
    #expect(try checkpoints.load(0, as: CheckpointState.self).state.seed == 8)
  }
}
