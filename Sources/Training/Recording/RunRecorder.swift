internal import Foundation
internal import LearningRate
public import Runs

/// Writes a training down while it happens: series and events into the store, checkpoints beside.
///
/// Series: `loss`, `rate` and `gradient norm` at each step, `rate <patterns>` of each group of
/// parameters, what else the plan schedules under its own name, `loss <part>` and `weight <part>`
/// where there are several; `validation loss` and `validation <measure>` after so many updates. Rows are kept back for up to a second and always
/// written before a checkpoint, so what follows the last checkpoint may be missing after a crash,
/// and nothing before it can be. Resuming removes what follows and writes it again.
public final class RunRecorder {
  /// The step under which an event from before step 0 is recorded: the search for a rate.
  public static let stepOfFinding = -1

  /// The run's name.
  public let run: String
  private let store: RunStore
  private let checkpoints: CheckpointStore
  private let training: TrainingRun
  private let checkpointEvery: Int
  private let folder: HeldFolder?
  private let keeper: BestKeeper
  private var points: [SeriesPoint] = []
  private var events: [RunEvent] = []
  private var lastFlush = ContinuousClock.now
  private var lastCheckpoint = ContinuousClock.now

  /// A recorder of `training` as `run`, saving every `checkpointEvery` steps and every minute, and keeping
  /// the model that is best by `measure`.
  public init(
    _ training: TrainingRun, as run: String, in store: RunStore, checkpointEvery: Int,
    keepingBestBy measure: BestMeasure = BestMeasure()
  ) throws {
    (self.run, self.store, self.training) = (run, store, training)
    self.checkpointEvery = checkpointEvery
    checkpoints = try store.checkpoints(of: run)
    keeper = BestKeeper(by: measure, in: checkpoints.folder)
    folder = try? HeldFolder(checkpoints.folder, with: ["lock"])
  }

  /// The best model so far, whose weights the run's folder `best` has after the next checkpoint.
  public var best: BestModel? { keeper.best }

  /// Takes the training and the record to `checkpoint`, and forgets what came after it.
  ///
  /// - Parameters:
  ///   - isReplanned: whether the plan and the length may be others than the checkpoint's.
  ///   - note: what is noted of a change of them that is made now.
  /// - Throws: the disagreement of checkpoint and training, in one sentence; nothing is changed then.
  public func resume(
    from checkpoint: Checkpoint<CheckpointState>, isReplanned: Bool = false,
    note replan: JSONText? = nil
  ) throws {
    try training.resume(from: checkpoint, isReplanned: isReplanned)
    // Killed between any two of these, the run is one that can be resumed, from this checkpoint.
    try store.finish(run, .running)
    try checkpoints.rewind(to: checkpoint.step)
    try keeper.rewind(to: checkpoint.step)
    if let replan {
      // Decided after the update before, and so kept when the run is resumed from here again.
      try store.append(
        points: [],
        events: [RunEvent(step: checkpoint.step - 1, kind: "replanned", payload: replan)], to: run)
    }
    try store.rewind(run, to: checkpoint.step)
    try note("resumed")
  }

  /// Forgets whatever a run of this name left, for one that begins with step 0.
  public func beginAnew() throws {
    try checkpoints.rewind(to: -1)
    try keeper.rewind(to: -1)
    try save()
  }

  /// Notes `event`, and saves when it is time to.
  public func record(_ event: TrainingEvent) throws {
    switch event {
    case .step(let report):
      add(report)
      try saveIfDue()
    case .skipped(let report):
      add(report)
      events.append(RunEvent(step: report.step, kind: "skipped"))
      try saveIfDue()
    case .validation(let step, let evaluation):
      add("validation loss", step, evaluation.loss)
      for (name, value) in evaluation.measures { add("validation \(name)", step, value) }
      try keeper.observe(evaluation, after: step) { try training.evaluationWeights() }
    case .pastEnd(let step): events.append(RunEvent(step: step, kind: "past end"))
    case .controlled(let step, let controller, let from, let to):
      let change = Change(controller: controller.description, from: from, to: to)
      events.append(
        RunEvent(step: step, kind: "controlled", payload: try JSONText(encoding: change)))
      try saveIfDue()
    case .restored(let step, let origin):
      events.append(
        RunEvent(step: step, kind: "restored", payload: try JSONText(encoding: ["to": origin])))
      try saveIfDue()
    case .ended(let step, let controller):
      events.append(
        RunEvent(
          step: step, kind: "ended",
          payload: try JSONText(encoding: ["controller": controller.description])))
    case .idle: break
    case .unreached(let step, let parameters):
      events.append(
        RunEvent(
          step: step, kind: "unreached",
          payload: try JSONText(encoding: ["parameters": parameters])))
    case .finished:
      try save()
    }
  }

  /// Notes that something happened at the next step, such as a stop.
  public func note(_ kind: String, _ payload: JSONText = .null) throws {
    events.append(RunEvent(step: training.loop.step, kind: kind, payload: payload))
    try flush()
    // A run that ends here has no checkpoint to come.
    try keeper.write()
  }

  /// Writes what was kept back, then a checkpoint; does nothing more where one exists.
  ///
  /// - Throws: `DivergenceError` when the weights give no finite loss any more: the last checkpoint
  ///   is always one that can be trained on. Where a controller can go back to earlier weights, none
  ///   is written and nothing thrown.
  public func save() throws {
    for event in training.takeUntold() { try record(event) }
    try flush()
    try checkPlace()
    try store.synchronize()
    try keeper.write()
    lastCheckpoint = .now
    guard try checkpoints.latest() != training.loop.step else { return }
    // A controller may go back before the next update, if there is one.
    let mayRecover = training.restores && training.loop.step < training.steps
    do { try training.checkUpcomingLoss() } catch is DivergenceError where mayRecover { return }
    try checkpoints.write(
      step: training.loop.step, state: try training.checkpointState(),
      files: training.checkpointFiles())
    if let oldest = try checkpoints.steps().first { try keeper.forget(before: oldest) }
  }

  /// Writes what was kept back.
  ///
  /// - Throws: `RunsError`, of kind `moved` when the store or the run's folder is not where it was: what
  ///   would be written would not be found again.
  public func flush() throws {
    try checkPlace()
    lastFlush = .now
    guard !points.isEmpty || !events.isEmpty else { return }
    do { try store.append(points: points, events: events, to: run) } catch let error as RunsError
      where error.kind == .unknown
    {
      throw moved(
        RunsError(
          .moved, "run '\(run)'", requirement: "its record must stay in the store while it trains",
          received: "that it was removed"))
    }
    points.removeAll(keepingCapacity: true)
    events.removeAll()
  }

  private func checkPlace() throws {
    do {
      try store.checkPlace()
      try folder?.check()
    } catch let error as RunsError where error.kind == .moved {
      throw moved(error)
    }
  }

  /// What was taken away, and where the last good state lies.
  private func moved(_ error: RunsError) -> RunsError {
    let kept = CheckpointStore(folder: folder?.location ?? checkpoints.folder, tidies: false)
    let last = try? kept.latest()
    return RunsError(
      .moved, error.subject, requirement: error.requirement, received: error.received,
      advice: last.map {
        "the last good state is the checkpoint after \($0) updates, in \(kept.folder.path)"
      } ?? "no checkpoint of run '\(run)' is left")
  }

  private func add(_ report: StepReport) {
    for (name, value) in report.measurements(of: training.plansByUpdater) {
      add(name, report.step, value)
    }
  }

  /// The payload of the event `controlled`.
  private struct Change: Encodable {
    let controller: String
    let from, to: Double
  }

  private func add(_ series: String, _ step: Int, _ value: Double) {
    points.append(SeriesPoint(series: series, step: step, value: value))
  }

  private func saveIfDue() throws {
    // What a step led to belongs to the record before the checkpoint after it.
    guard training.untold.isEmpty else { return }
    let now = ContinuousClock.now
    if training.loop.step % checkpointEvery == 0 || now - lastCheckpoint > .seconds(60) {
      try save()
    } else if now - lastFlush > .seconds(1) {
      // Rows that another process keeps from being written wait until the next time.
      do { try flush() } catch let error as RunsError where error.kind == .locked {}
    }
  }
}
