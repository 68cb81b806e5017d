internal import Foundation
internal import LearningRate
internal import Notation
public import Records
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
/// ``perform(_:)`` changes the run between two updates: its rate, its plan, its weights.
///
/// The run is in the store from the first moment. If the process is killed before the first
/// checkpoint, resuming begins anew under the same name and comes to the same numbers.
public struct Fit {
  /// Told of each event; answers false to stop.
  public typealias Watcher = (FitEvent) throws -> Bool

  /// The run's name.
  public let runName: String
  let configuration: FitConfiguration
  let task: TrainingTask
  let source: DataSource
  let store: RunStore
  private let lock: RunLock
  let checkpoint: Checkpoint<CheckpointState>?
  /// What is done before the first update that follows.
  let change: PlanChange?
  let redoesActs: Bool
  /// What the run that this one repeats went on with, and this one does not.
  private let repeatedDifferences: [FitEvent.Difference]
  let queue = ActQueue()

  /// A new run in `store`.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    try self.init(configuration, task: task, acts: [], store: store, source: source)
  }

  /// A new run that repeats the one called `id` from its beginning, with the acts that changed it at their
  /// steps: on the same machine and threads it comes to the same weights, bit for bit.
  ///
  /// - Throws: `RunsError` for an unknown run; `TrainingError` for a task that `catalogue` lacks.
  public init(
    repeating id: String, catalogue: TaskCatalogue = .standard, store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    let record = try store.run(id)
    let events = try store.events(of: record.id)
    // An act that ended the run for a while ends the repetition only where nothing followed.
    let updates = try store.standing(of: record).updates
    let acts = try events.compactMap { try RecordedAct($0) }
      .filter { $0.act != .stop || $0.step >= updates }
    try self.init(
      try record.configuration.decoded(), task: try Self.task(of: record, in: catalogue),
      acts: acts, differences: events.compactMap(Self.difference), store: store, source: source)
  }

  /// What a recorded event says of other means from there on, such as threads.
  private static func difference(_ event: RunEvent) -> FitEvent.Difference? {
    guard case .changed(let name, let before, let now)? = RecordedEvent(event) else { return nil }
    return FitEvent.Difference(name: name, before: before, now: "\(now) from step \(event.step) on")
  }

  private init(
    _ configuration: FitConfiguration, task: TrainingTask, acts: [RecordedAct],
    differences: [FitEvent.Difference] = [], store: RunStore, source: DataSource
  ) throws {
    repeatedDifferences = differences
    let record = try store.createRun(
      task: task.name, configuration: JSONText(encoding: configuration))
    (runName, self.configuration, self.task) = (record.id, configuration, task)
    (self.source, self.store, checkpoint, change) = (source, store, nil, nil)
    redoesActs = true
    do {
      lock = try RunLock(folder: store.folder(of: record.id))
      if !acts.isEmpty {
        try store.append(points: [], events: acts.map { try $0.event }, to: record.id)
      }
    } catch {
      // A run that cannot even have a folder is none.
      try? store.delete(record.id)
      throw error
    }
  }

  private static func task(
    of record: RunRecord, in catalogue: TaskCatalogue
  ) throws -> TrainingTask {
    let configuration: FitConfiguration = try record.configuration.decoded()
    do { return try catalogue.task(configuration.task) } catch is NotationError {
      throw TrainingError(
        "run '\(record.id)' is of the task '\(configuration.task)', which is not known")
    }
  }

  /// Does `act` before the next update, as soon as the event that is being told has been seen; may be called
  /// by the watcher, or from another thread.
  ///
  /// An act that this run cannot do is told as ``FitEvent/refused(_:reason:)``, and changes nothing.
  /// - Throws: `TrainingError` when the run is over.
  public func perform(_ act: Act) throws { try queue.add(act) }

  /// The run called `id`, to go on from its last checkpoint, or from the one after `step` updates.
  ///
  /// It goes on under its own plan and for its own length, unless `replan` says otherwise and how. A
  /// finished run needs that, or a step. Acts that were recorded after the checkpoint are done again at
  /// their steps, unless a step is named: they are then forgotten.
  ///
  /// `threads`, `microBatchSize` and `device` may be others than before, which may change the last bits of every number
  /// and is told by ``FitEvent/changed(_:)``.
  ///
  /// - Throws: `TrainingError` with both plans, the difference marked, when `replan` does not say how;
  ///   `RunsError` for an unknown or finished run, one that another process trains, or a damaged
  ///   checkpoint; `TrainingError` for a task that `catalogue` lacks.
  public init(
    resuming id: String, at step: Int? = nil, replan: Replan? = nil, threads: Int? = nil,
    microBatchSize: Int? = nil, device: String? = nil, catalogue: TaskCatalogue = .standard,
    store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    // What the store says counts once nobody else can change it.
    let id = try store.run(id).id
    lock = try RunLock(folder: store.folder(of: id))
    let record = try store.run(id)
    (runName, self.store, self.source) = (record.id, store, source)
    task = try Self.task(of: record, in: catalogue)
    var configuration: FitConfiguration = try record.configuration.decoded()
    let checkpoints = try store.checkpoints(of: record.id)
    let checkpoint: Checkpoint<CheckpointState>? = try (step ?? checkpoints.latest())
      .map { try checkpoints.load($0) }
    // What was changed when it was resumed before holds on.
    configuration.threads = threads ?? checkpoint?.state.threads ?? configuration.threads
    configuration.microBatchSize =
      microBatchSize ?? checkpoint.map(\.state.microBatchSize) ?? configuration.microBatchSize
    configuration.device = device ?? checkpoint.map(\.state.device) ?? configuration.device
    self.configuration = configuration
    if checkpoint == nil { try Self.requireBeginning(of: record, in: store) }
    self.checkpoint = checkpoint
    (redoesActs, repeatedDifferences) = (step == nil, [])
    if let checkpoint {
      let resumed = try ResumedPlan(
        of: record.id, from: checkpoint, redoesActs: redoesActs, replan, in: store)
      change = resumed.change
    } else if replan != nil {
      throw TrainingError("run '\(record.id)' must have a checkpoint to go on otherwise from")
    } else {
      change = nil
    }
    guard record.status != .finished || step != nil || change != nil else {
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
    defer { queue.close() }
    var hasBegun = checkpoint == nil
    do {
      let setup = try await prepared(watch)
      let (training, recorder) = try begin(setup, watch)
      hasBegun = true
      return try train(training, recorder, since: start, watch)
    } catch {
      // What failed may be the store itself; the first error is the one to tell.
      if hasBegun { try? end(error) }
      if error is SearchStopped { return .stopped(step: 0) }
      throw error
    }
  }

  /// Records that the run ended with `error`, and why.
  private func end(_ error: any Error) throws {
    if !(error is SearchStopped), !(error is DivergenceError) {
      let updates = try store.standing(of: store.run(runName)).updates
      try store.append(
        points: [],
        events: [try RecordedEvent.failed(reason: "\(error)").event(at: updates)], to: runName)
    }
    try store.finish(runName, error is SearchStopped ? .stopped : .failed)
  }

  private func prepared(_ watch: Watcher) async throws -> FitSetup {
    _ = try watch(.named(runName))
    let setup = try await FitSetup(configuration, task: task, source: source)
    _ = try watch(.prepared(setup))
    for difference in repeatedDifferences { _ = try watch(.differs(difference)) }
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
}

/// Someone said stop before training began: there is nothing to save.
struct SearchStopped: Error {}
