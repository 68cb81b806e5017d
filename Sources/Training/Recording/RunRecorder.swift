internal import Foundation
internal import LearningRate
public import Records
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
  /// The steps of the checkpoints that no act led to.
  private var regularSteps: [Int] = []
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
    training.willAct = { [unowned self] in try saveBeforeActs() }
    training.storedWeights = StoredWeights(steps: { [checkpoints] in try checkpoints.steps() }) {
      [checkpoints, unowned training] in
      try training.snapshot(of: checkpoints.load($0))
    }
  }

  /// The best model so far, whose weights the run's folder `best` has after the next checkpoint.
  public var best: BestModel? { keeper.best }

  /// Takes the training and the record to `checkpoint`, and forgets what came after it, but for the acts:
  /// they were decided, and are done again at their steps.
  ///
  /// - Parameter redoingActs: false to forget the acts from the checkpoint on, too.
  /// - Throws: the disagreement of checkpoint and training, in one sentence; nothing is changed then.
  public func resume(
    from checkpoint: Checkpoint<CheckpointState>, redoingActs: Bool = true
  ) throws {
    // A run that goes on from where an act ended it does not end there again.
    let acts = try redoingActs ? recordedActs() : []
    let redone = acts.filter { $0.act != .stop || $0.step > checkpoint.step }
    try training.resume(from: checkpoint)
    // Killed between any two of these, the run is one that can be resumed, from this checkpoint.
    try store.finish(run, .running)
    try checkpoints.rewind(to: checkpoint.step)
    try keeper.rewind(to: checkpoint.step)
    try store.rewind(run, to: checkpoint.step, keeping: redoingActs ? RecordedAct.eventKind : nil)
    training.schedule(redone)
    regularSteps = try checkpoints.steps()
    try note(.resumed)
  }

  /// Forgets whatever a run of this name left, for one that begins with step 0; acts that its record holds
  /// are done at their steps.
  public func beginAnew() throws {
    try checkpoints.rewind(to: -1)
    try keeper.rewind(to: -1)
    try save()
    training.schedule(try recordedActs())
  }

  private func recordedActs() throws -> [RecordedAct] {
    try store.events(of: run).compactMap { try RecordedAct($0) }
  }

  /// What an act is done to is saved before: a checkpoint never holds half of a step's acts.
  private func saveBeforeActs() throws {
    // An act may be what mends weights that are not worth keeping.
    do { try save(isRegular: false) } catch is DivergenceError {}
  }

  /// Notes `event`, and saves when it is time to.
  public func record(_ event: TrainingEvent) throws {
    switch event {
    case .step(let report):
      add(report)
      try saveIfDue()
    case .skipped(let report):
      add(report)
      try add(.skipped, report.step)
      try saveIfDue()
    case .validation(let step, let evaluation):
      add("validation loss", step, evaluation.loss)
      for (name, value) in evaluation.measures { add("validation \(name)", step, value) }
      try keeper.observe(evaluation, after: step) { try training.evaluationWeights() }
    case .pastEnd(let step): try add(.pastEnd, step)
    case .controlled(let step, let updater, let controller, let from, let to):
      try add(
        .controlled(
          by: controller.description, of: updater.isEmpty ? nil : updater, from: from, to: to), step
      )
      try saveIfDue()
    case .restored(let step, let origin):
      try add(.restored(to: origin), step)
      try saveIfDue()
    case .ended(let step, let controller): try add(.ended(by: controller.description), step)
    case .acted(let act):
      if !act.isRecorded {
        try add(.acted(act), act.step)
        // It holds from the next update on, so nothing that follows may be without it.
        try flush()
        try store.synchronize()
      }
      if act.act == .checkpoint { try save() }
    case .idle(let controller, let measurements, let needed):
      try add(
        .idle(by: controller.description, measurements: measurements, needed: needed),
        training.learner.step)
    case .unreached(let step, let parameters): try add(.unreached(parameters), step)
    case .unseen(let properties): try add(.unseen(properties), training.learner.step)
    case .finished:
      try save()
    }
  }

  /// Notes that something happened at the next step, such as a stop.
  public func note(_ event: RecordedEvent) throws {
    try add(event, training.learner.step)
    try flush()
    // A run that ends here has no checkpoint to come.
    try keeper.write()
  }

  /// Writes what was kept back, then a checkpoint; does nothing more where one exists.
  ///
  /// - Throws: `DivergenceError` when the weights give no finite loss any more: the last checkpoint
  ///   is always one that can be trained on. Where a controller can go back to earlier weights, none
  ///   is written and nothing thrown.
  public func save() throws { try save(isRegular: true) }

  /// Saves; a checkpoint that is not a regular one drives none of those out.
  private func save(isRegular: Bool) throws {
    for event in training.takeUntold() { try record(event) }
    try flush()
    try checkPlace()
    try store.synchronize()
    try keeper.write()
    lastCheckpoint = .now
    guard try checkpoints.latest() != training.learner.step,
      training.actedStep != training.learner.step
    else { return }
    // A controller may go back before the next update, if there is one.
    let mayRecover = training.restores && training.learner.step < training.steps
    do { try training.checkUpcomingLoss() } catch is DivergenceError where mayRecover { return }
    try checkpoints.write(
      step: training.learner.step, state: try training.checkpointState(),
      files: training.checkpointFiles(), sparing: isRegular ? [] : Set(regularSteps.suffix(2)))
    if isRegular { regularSteps = regularSteps.suffix(1) + [training.learner.step] }
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

  private func add(_ event: RecordedEvent, _ step: Int) throws {
    events.append(try event.event(at: step))
  }

  private func add(_ series: String, _ step: Int, _ value: Double) {
    points.append(SeriesPoint(series: series, step: step, value: value))
  }

  private func saveIfDue() throws {
    // What a step led to belongs to the record before the checkpoint after it.
    guard training.untold.isEmpty else { return }
    let now = ContinuousClock.now
    if training.learner.step % checkpointEvery == 0 || now - lastCheckpoint > .seconds(60) {
      try save()
    } else if now - lastFlush > .seconds(1) {
      // Rows that another process keeps from being written wait until the next time.
      do { try flush() } catch let error as RunsError where error.kind == .locked {}
    }
  }
}
