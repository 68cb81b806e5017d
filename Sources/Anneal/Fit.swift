internal import Foundation
internal import LearningRate
internal import Notation
public import Records
public import Runs
internal import Search
public import Tasks
public import Training

/// Fits a model: finds a learning rate, plans the run, trains, and records everything.
///
/// ```swift
/// let fit = try Fit(FitConfiguration(.digits), task: .digits, store: RunStore(folder: folder))
/// let outcome = try await fit.run { event in true }  // false stops, with a checkpoint
/// ```
///
/// ``perform(_:)`` changes the run between two updates: its learning rate, plan or weights.
///
/// The run is in the store from the start. If the process is killed before the first checkpoint,
/// resuming restarts the run under the same name with the same results.
public struct Fit {
  /// Called at each event; returns false to stop.
  public typealias Watcher = (FitEvent) throws -> Bool

  /// The run's name.
  public let runName: String
  /// Where the series go beside the store; set it before ``run(_:)``.
  public var mirror: (any SeriesMirror)?
  let configuration: FitConfiguration
  package let task: TrainingTask
  let source: DataSource
  let store: RunStore
  private let lock: RunLock
  let checkpoint: Checkpoint<CheckpointState>?
  /// The change of plan before the next update.
  let change: PlanChange?
  let redoesActs: Bool
  /// The settings that changed during the repeated run, and do not change in this one.
  private let repeatedDifferences: [FitEvent.Difference]
  let queue = ActQueue()

  /// Creates a new run in `store`.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    try self.init(configuration, task: task, acts: [], store: store, source: source)
  }

  /// Creates a new run that repeats the run `id` from its beginning, with its acts at their steps:
  /// on the same machine with the same number of threads, the weights are the same bit for bit.
  ///
  /// - Throws: `RunsError` for an unknown run; `TrainingError` if `catalogue` lacks its task.
  public init(
    repeating id: String, catalogue: TaskCatalogue = .standard, store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    let record = try store.run(id)
    let events = try store.events(of: record.id)
    // If the run was resumed after a stop act, that act does not stop the repetition.
    let updates = try store.standing(of: record).updates
    let acts = try events.compactMap { try RecordedAct($0) }
      .filter { $0.act != .stop || $0.step >= updates }
    try self.init(
      try record.configuration.decoded(), task: try Self.task(of: record, in: catalogue),
      acts: acts, differences: events.compactMap(Self.difference), store: store, source: source)
  }

  /// The changed setting that a recorded event reports, such as threads; nil for other events.
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
      // A run without a folder must not stay in the store.
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
        "run '\(record.id)' needs the task '\(configuration.task)', which is unknown")
    }
  }

  /// Does `act` before the next update, after the current event has been handled; may be called
  /// from the watcher or from another thread.
  ///
  /// An act that this run cannot do is reported as ``FitEvent/refused(_:reason:)``, and changes
  /// nothing.
  /// - Throws: `TrainingError` if the run is over.
  public func perform(_ act: Act) throws { try queue.add(act) }

  /// Resumes the run `id` from its last checkpoint, or from the one after `step` updates.
  ///
  /// The run keeps its plan and length unless `replan` changes them. A finished run needs `replan`
  /// or `step`. Acts that were recorded after the checkpoint are done again at their steps; if
  /// `step` is given, they are deleted instead.
  ///
  /// `threads`, `microBatchSize` and `device` may differ from those before. The rounding of all
  /// results may then differ too, and ``FitEvent/changed(_:)`` reports the change.
  ///
  /// - Throws: `TrainingError` that shows both plans and their difference, if `replan` does not say
  ///   how to continue; `RunsError` for an unknown or finished run, a run that another process
  ///   trains, or a damaged checkpoint; `TrainingError` if `catalogue` lacks its task.
  public init(
    resuming id: String, at step: Int? = nil, replan: Replan? = nil, threads: Int? = nil,
    microBatchSize: Int? = nil, device: String? = nil, catalogue: TaskCatalogue = .standard,
    store: RunStore,
    source: DataSource = DataSource()
  ) throws {
    // The record is read again under the lock, when no other process can change it.
    let id = try store.run(id).id
    lock = try RunLock(folder: store.folder(of: id))
    let record = try store.run(id)
    (runName, self.store, self.source) = (record.id, store, source)
    task = try Self.task(of: record, in: catalogue)
    var configuration: FitConfiguration = try record.configuration.decoded()
    let checkpoints = try store.checkpoints(of: record.id)
    let checkpoint: Checkpoint<CheckpointState>? = try (step ?? checkpoints.latest())
      .map { try checkpoints.load($0) }
    // The checkpoint has settings that an earlier resumption changed.
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
      throw TrainingError(
        "run '\(record.id)' must have a checkpoint before its plan or length can change")
    } else {
      change = nil
    }
    guard record.status != .finished || step != nil || change != nil else {
      throw TrainingError(
        "run '\(record.id)' has finished; to resume it, give more steps or an earlier checkpoint")
    }
  }

  /// Runs the fit and returns how it ended. A run that fails is recorded as failed; a run that
  /// cannot be resumed stays as it was.
  ///
  /// - Throws: `DivergenceError` if the loss is NaN or infinite; the last checkpoint is then an
  ///   earlier one. Otherwise errors of data, engine or disk.
  public func run(_ watch: Watcher) async throws -> FitOutcome {
    let start = ContinuousClock.now
    defer { queue.close() }
    var hasBegun = checkpoint == nil
    do {
      let setup = try await prepared(watch)
      let (training, recorder) = try begin(setup, watch)
      hasBegun = true
      return try train(training, recorder, setup, since: start, watch)
    } catch {
      // The store itself may have failed; the first error is the one to report.
      if hasBegun { try? end(error) }
      if error is SearchStopped { return .stopped(step: 0) }
      throw error
    }
  }

  /// Records that the run ended with `error`, and the reason.
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

  /// Refuses a run that has recorded steps but no checkpoint. A checkpoint is written before the
  /// first step, so it was lost, and restarting would delete the recorded measurements.
  private static func requireBeginning(of record: RunRecord, in store: RunStore) throws {
    let updates = try store.standing(of: record).updates
    guard updates > 0 else { return }
    throw TrainingError(
      "run '\(record.id)' made \(updates) \(updates == 1 ? "update" : "updates") but has no checkpoint "
        + "to resume from; its folder \(store.folder(of: record.id).path) has no 'step-…': "
        + "restore it from a copy, or start a new run")
  }
}

/// The caller stopped the fit before training started: there is nothing to save.
struct SearchStopped: Error {}
