internal import Foundation
public import Runs
internal import Search
public import Tasks
internal import Training

/// The main job: find a rate, plan the run, train, and write everything down.
///
/// ```swift
/// let fit = try Fit(FitConfiguration(.digits), task: .digits, store: RunStore(folder: folder))
/// let outcome = try await fit.run { event in true }  // false stops, with a checkpoint
/// ```
///
/// The run is in the store from the first moment. If the process is killed before the first
/// checkpoint, resuming begins anew under the same name and comes to the same numbers.
public struct Fit {
  /// Told of each event; answers false to stop.
  public typealias Watcher = (FitEvent) throws -> Bool

  /// The run's name.
  public let run: String
  private let configuration: FitConfiguration
  private let task: TrainingTask
  private let source: DataSource
  private let store: RunStore
  private let lock: RunLock
  private let checkpoint: Checkpoint<CheckpointState>?
  private let course: FitCourse?
  private let isReplanned: Bool

  /// A new run in `store`.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    let record = try store.createRun(
      task: task.name, configuration: JSONText(encoding: configuration))
    (run, self.configuration, self.task) = (record.id, configuration, task)
    (self.source, self.store, checkpoint, course) = (source, store, nil, nil)
    isReplanned = false
    do { lock = try RunLock(folder: store.folder(of: record.id)) } catch {
      // A run that cannot even have a folder is none.
      try? store.delete(record.id)
      throw error
    }
  }

  /// The run called `id`, to go on from its last checkpoint, or from the one after `step` updates.
  ///
  /// It goes on under its own plan and for its own length, unless `replan` says otherwise and how. A
  /// finished run needs that, or a step.
  ///
  /// - Throws: `TrainingError` with both plans, the difference marked, when `replan` does not say how; `RunsError` for an unknown or finished run, one that another process trains, or a
  ///   damaged checkpoint; `TrainingError` for a task that `catalogue` lacks.
  public init(
    resuming id: String, at step: Int? = nil, replan: Replan? = nil,
    catalogue: TaskCatalogue = .standard,
    store: RunStore, source: DataSource = DataSource()
  ) throws {
    // What the store says counts once nobody else can change it.
    let id = try store.run(id).id
    lock = try RunLock(folder: store.folder(of: id))
    let record = try store.run(id)
    guard let task = catalogue[record.task] else {
      throw TrainingError("run '\(record.id)' is of the task '\(record.task)', which is not known")
    }
    (run, self.task, self.store, self.source) = (record.id, task, store, source)
    configuration = try record.configuration.decoded()
    let checkpoints = try store.checkpoints(of: record.id)
    let checkpoint: Checkpoint<CheckpointState>? = try (step ?? checkpoints.latest())
      .map { try checkpoints.load($0) }
    if checkpoint == nil { try Self.requireBeginning(of: record, in: store) }
    let own = try checkpoint.map { try FitCourse(of: record.id, at: $0, in: store) }
    self.checkpoint = checkpoint
    if let replan {
      guard let checkpoint, let own else {
        throw TrainingError("run '\(record.id)' must have a checkpoint to go on otherwise from")
      }
      course = try replan.course(after: checkpoint.step, of: own)
    } else {
      course = own
    }
    isReplanned = course != own
    guard record.status != .finished || step != nil || isReplanned else {
      throw TrainingError(
        "run '\(record.id)' must be unfinished, or be given more steps, to go on; it finished")
    }
  }

  /// Does the job, and answers how it ended. A run that fails is recorded as failed; one that
  /// cannot be resumed stays as it was.
  ///
  /// - Throws: `DivergenceError` when the loss is no number; the last checkpoint is then from
  ///   before. Otherwise whatever data, engine or disk are at fault with.
  public func run(_ watch: Watcher) async throws -> FitOutcome {
    let start = ContinuousClock.now
    var hasBegun = checkpoint == nil
    do {
      let setup = try await prepared(watch)
      let (training, recorder) = try begin(setup, watch)
      hasBegun = true
      return try train(training, recorder, since: start, watch)
    } catch {
      // What failed may be the store itself; the first error is the one to tell.
      if hasBegun { try? end(run, with: error) }
      if error is SearchStopped { return .stopped(step: 0) }
      throw error
    }
  }

  /// Records that the run ended with `error`, and why.
  private func end(_ run: String, with error: any Error) throws {
    if !(error is SearchStopped), !(error is DivergenceError) {
      let updates = try store.standing(of: store.run(run)).updates
      try store.append(
        points: [],
        events: [
          RunEvent(
            step: updates, kind: "failed", payload: JSONText(encoding: ["reason": "\(error)"]))
        ], to: run)
    }
    try store.finish(run, error is SearchStopped ? .stopped : .failed)
  }

  private func prepared(_ watch: Watcher) async throws -> FitSetup {
    _ = try watch(.named(run))
    let setup = try await FitSetup(configuration, task: task, source: source)
    _ = try watch(.prepared(setup))
    try setup.checkBest()
    return setup
  }

  /// Refuses a run that has recorded steps and has no checkpoint: one is written before the first step,
  /// so it was there, and to begin anew would throw away what was measured.
  private static func requireBeginning(of record: RunRecord, in store: RunStore) throws {
    let updates = try store.standing(of: record).updates
    guard updates > 0 else { return }
    throw TrainingError(
      "run '\(record.id)' must have a checkpoint to go on from, since it made \(updates) "
        + "\(updates == 1 ? "update" : "updates"); its folder \(store.folder(of: record.id).path) holds "
        + "no 'step-…': put it back, or begin a new run")
  }

  private func begin(_ setup: FitSetup, _ watch: Watcher) throws -> (TrainingRun, RunRecorder) {
    if checkpoint == nil { try store.rewind(run, to: RunRecorder.stepOfFinding) }
    let course = try self.course ?? FitCourse(plan: plan(setup, watch), steps: setup.steps)
    let training = try setup.training(course.plan, steps: course.steps)
    let recorder = try RunRecorder(
      training, as: run, in: store,
      checkpointEvery: configuration.checkpointEvery.stepCount(
        named: "checkpointEvery", of: course.steps, stepsPerEpoch: setup.loop.stepsPerEpoch),
      keepingBestBy: BestMeasure(configuration.best ?? "loss"))
    if let checkpoint {
      try recorder.resume(
        from: checkpoint, isReplanned: course.planned != checkpoint.state.planned,
        note: isReplanned ? JSONText(encoding: course.note) : nil)
    } else {
      try recorder.beginAnew()
    }
    return (training, recorder)
  }

  private func train(
    _ training: TrainingRun, _ recorder: RunRecorder, since start: ContinuousClock.Instant,
    _ watch: Watcher
  ) throws -> FitOutcome {
    if let checkpoint { _ = try watch(.resumed(step: checkpoint.step)) }
    guard try watch(.planned(training.plan, steps: training.steps)) else {
      return try stop(recorder, training)
    }
    var last: Evaluation?
    do {
      while let event = try training.next() {
        try recorder.record(event)
        if case .validation(_, let evaluation) = event { last = evaluation }
        guard try watch(.training(event)) else { return try stop(recorder, training) }
      }
    } catch let error as DivergenceError {
      try recorder.note(
        "diverged", JSONText(encoding: ["learningRate": error.learningRate, "loss": error.loss]))
      throw error
    }
    let summary = summary(training, last, recorder.best, since: start)
    try store.finish(run, .finished, summary: JSONText(encoding: summary))
    return .finished(summary)
  }

  /// The plan for a rate that is given or found now.
  private func plan(_ setup: FitSetup, _ watch: Watcher) throws -> ResolvedPlan {
    switch configuration.effectivePeak {
    case .written: return try setup.plan(peak: nil)
    case .given(let rate): return try setup.plan(peak: rate)
    case .found:
      let suggestion = try find(setup, watch)
      _ = try watch(.found(suggestion))
      try store.append(
        points: [],
        events: [
          RunEvent(
            step: RunRecorder.stepOfFinding, kind: "found", payload: JSONText(encoding: suggestion))
        ], to: run)
      return try setup.plan(peak: suggestion.rate)
    }
  }

  private func find(_ setup: FitSetup, _ watch: Watcher) throws -> RateSuggestion {
    var failure: (any Error)?
    do {
      return try setup.finder().find { progress in
        do { return try watch(.searching(progress)) } catch {
          failure = error
          return false
        }
      }
    } catch SearchError.stopped {
      throw failure ?? SearchStopped()
    }
  }

  private func stop(_ recorder: RunRecorder, _ training: TrainingRun) throws -> FitOutcome {
    try recorder.note("stopped")
    try recorder.save()
    try store.finish(run, .stopped)
    return .stopped(step: training.loop.step)
  }

  private func summary(
    _ training: TrainingRun, _ last: Evaluation?, _ best: BestModel?,
    since start: ContinuousClock.Instant
  ) -> FitSummary {
    var validation = last?.measures ?? [:]
    validation["loss"] = last?.loss
    let duration = ContinuousClock.now - start
    return FitSummary(
      run: run, task: task.name, optimizer: configuration.optimizer.description,
      schedule: training.plan.plan.description, rate: training.plan.learningRate.peak,
      validation: validation, best: best, steps: training.loop.step,
      seconds: Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
  }
}

/// Someone said stop before training began: there is nothing to save.
private struct SearchStopped: Error {}
