public import Foundation
internal import LearningRate
public import Records
public import Runs

/// Records a training while it runs: series and events in the store, and checkpoints beside it.
///
/// Series: `loss`, `rate` and `gradient norm` at each step; `rate <patterns>` of each parameter
/// group; other scheduled hyperparameters under their own names; `loss <part>` and `weight <part>`
/// of a loss with several parts; `validation loss` and `validation <measure>` at each validation.
/// Rows are buffered for up to a second and always written before a checkpoint, so after a crash
/// only rows after the last checkpoint can be missing. Resuming removes those rows and writes them
/// again.
public final class RunRecorder {
  /// The step number of events before step 0: the search for a learning rate.
  public static let stepOfFinding = -1

  /// The run's name.
  public let run: String
  private let store: RunStore
  private let checkpoints: CheckpointStore
  private let training: TrainingRun
  private let checkpointEvery: Int
  private let folder: HeldFolder?
  private let keeper: BestKeeper
  private let mirror: (any SeriesMirror)?
  /// Further files of every checkpoint, by name.
  private let attachments: [String: Data]
  private var points: [SeriesPoint] = []
  private var events: [RunEvent] = []
  /// The steps of the regular checkpoints, without those saved before an act.
  private var regularSteps: [Int] = []
  private var lastFlush = ContinuousClock.now
  private var lastCheckpoint = ContinuousClock.now

  /// Creates a recorder of `training` as `run`, which saves a checkpoint every `checkpointEvery`
  /// steps and every minute, keeps the best model by `measure`, and gives the series to `mirror`, too.
  ///
  /// - Parameter attachments: further files of every checkpoint and of the best model, by name.
  public init(
    _ training: TrainingRun, as run: String, in store: RunStore, checkpointEvery: Int,
    keepingBestBy measure: BestMeasure = BestMeasure(), mirror: (any SeriesMirror)? = nil,
    attachments: [String: Data] = [:]
  ) throws {
    (self.run, self.store, self.training, self.mirror) = (run, store, training, mirror)
    self.attachments = attachments
    self.checkpointEvery = checkpointEvery
    checkpoints = try store.checkpoints(of: run)
    keeper = BestKeeper(by: measure, in: checkpoints.folder, attachments: attachments)
    folder = try? HeldFolder(checkpoints.folder, with: ["lock"])
    training.willAct = { [unowned self] in try saveBeforeActs() }
    training.storedWeights = StoredWeights(steps: { [checkpoints] in try checkpoints.steps() }) {
      [checkpoints, unowned training] in
      try training.snapshot(of: checkpoints.load($0))
    }
  }

  /// The best model so far; the next checkpoint also writes its weights to the run's folder `best`.
  public var best: BestModel? { keeper.best }

  /// Resets the training and its record to `checkpoint` and deletes what follows, except the acts,
  /// which are done again at their steps.
  ///
  /// - Parameter redoingActs: false to delete the acts from the checkpoint on, too.
  /// - Throws: an error that names the difference between checkpoint and training; nothing is
  ///   changed in that case.
  public func resume(
    from checkpoint: Checkpoint<CheckpointState>, redoingActs: Bool = true
  ) throws {
    // A run that continues after a stop act does not stop there again.
    let acts = try redoingActs ? recordedActs() : []
    let redone = acts.filter { $0.act != .stop || $0.step > checkpoint.step }
    try training.resume(from: checkpoint)
    // If the process is killed between any two of these calls, the run can be resumed from this
    // checkpoint.
    try store.finish(run, .running)
    try checkpoints.rewind(to: checkpoint.step)
    try keeper.rewind(to: checkpoint.step)
    try store.rewind(run, to: checkpoint.step, keeping: redoingActs ? RecordedAct.eventKind : nil)
    try mirror?.begin(at: checkpoint.step)
    training.schedule(redone)
    regularSteps = try checkpoints.steps()
    try record(.resumed)
  }

  /// Deletes everything recorded under this run's name, except acts, which are done at their steps;
  /// the run begins at step 0.
  public func restart() throws {
    try checkpoints.rewind(to: -1)
    try keeper.rewind(to: -1)
    try mirror?.begin(at: 0)
    try save()
    training.schedule(try recordedActs())
  }

  private func recordedActs() throws -> [RecordedAct] {
    try store.events(of: run).compactMap { try RecordedAct($0) }
  }

  /// Saves the state before a step's acts, so that a checkpoint never contains only some of them.
  private func saveBeforeActs() throws {
    // An act may repair weights that are not worth saving.
    do { try save(isRegular: false) } catch is DivergenceError {}
  }

  /// Records `event`, and saves a checkpoint if one is due.
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
    case .gradientFlow(let step, let flow):
      for (series, value) in flow.measurements { add(series, step, value) }
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
        // The act affects the next update, so no later row may be stored without it.
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

  /// Records an event at the next step, such as a stop.
  public func record(_ event: RecordedEvent) throws {
    try add(event, training.learner.step)
    try flush()
    // A run that ends here writes no further checkpoint.
    try keeper.write()
  }

  /// Writes the buffered rows, then a checkpoint unless this step has one.
  ///
  /// - Throws: `DivergenceError` if the weights no longer give a finite loss: training can always
  ///   continue from the last checkpoint. If a controller can restore earlier weights, no
  ///   checkpoint is written and no error thrown.
  public func save() throws { try save(isRegular: true) }

  /// Saves; an irregular checkpoint never replaces a regular one.
  private func save(isRegular: Bool) throws {
    for event in training.takePendingEvents() { try record(event) }
    try flush()
    try checkPlace()
    try store.synchronize()
    try keeper.write()
    lastCheckpoint = .now
    guard try checkpoints.latest() != training.learner.step,
      training.actedStep != training.learner.step
    else { return }
    // A controller may restore earlier weights before the next update, if there is one.
    let mayRecover = training.restores && training.learner.step < training.steps
    do { try training.checkUpcomingLoss() } catch is DivergenceError where mayRecover { return }
    try checkpoints.write(
      step: training.learner.step, state: try training.checkpointState(),
      files: training.checkpointFiles().merging(attachments) { own, _ in own },
      sparing: isRegular ? [] : Set(regularSteps.suffix(2)))
    if isRegular { regularSteps = regularSteps.suffix(1) + [training.learner.step] }
    if let oldest = try checkpoints.steps().first { try keeper.forget(before: oldest) }
  }

  /// Writes the buffered rows.
  ///
  /// - Throws: `RunsError` of kind `moved` if the store or the run's folder was moved or removed,
  ///   so that new rows would be lost.
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
    try mirror?.flush()
  }

  private func checkPlace() throws {
    do {
      try store.checkPlace()
      try folder?.check()
    } catch let error as RunsError where error.kind == .moved {
      throw moved(error)
    }
  }

  /// An error that names what was moved, and where the last good checkpoint is.
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
    let point = SeriesPoint(series: series, step: step, value: value)
    points.append(point)
    mirror?.add(point)
  }

  private func saveIfDue() throws {
    // The events of a step are recorded before the checkpoint that follows it.
    guard training.pendingEvents.isEmpty else { return }
    let now = ContinuousClock.now
    if training.learner.step % checkpointEvery == 0 || now - lastCheckpoint > .seconds(60) {
      try save()
    } else if now - lastFlush > .seconds(1) {
      // If another process locks the store, the rows wait until the next time.
      do { try flush() } catch let error as RunsError where error.kind == .locked {}
    }
  }
}
