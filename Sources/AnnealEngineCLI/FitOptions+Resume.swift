internal import Anneal
internal import AnnealCLI
internal import Records
internal import Runs

extension FitOptions {
  /// Opens the run `name` to resume it, with its store.
  ///
  /// - Throws: `CommandError` for a finished run, an unknown checkpoint, or a new plan without
  ///   `--replan`; `TrainingError` for a damaged checkpoint, with advice.
  func resumed(_ name: String, _ source: DataSource) throws -> (RunStore, Fit) {
    let store = try runs.store(for: .write)
    let record = try checkedRecord(name, in: store)
    return try withAdvice(record) {
      let fit = try Fit(
        resuming: record.id, at: resumption.atStep, replan: replan,
        threads: training.common.threadCount, microBatchSize: training.common.microBatch,
        device: training.common.device == "auto"
          ? training.common.placed ?? "cpu" : training.common.device,
        store: store, source: source)
      return (store, fit)
    }
  }

  /// The plan and the length with which the run `name` would continue, and its record.
  ///
  /// - Throws: as ``resumed(_:_:)`` does; nothing is written.
  func resumption(of name: String) throws -> (record: RunRecord, ResumedPlan) {
    let store = try runs.store(for: .read)
    let record = try checkedRecord(name, in: store)
    return try withAdvice(record) {
      (
        record,
        try ResumedPlan(of: record.id, at: resumption.atStep, replan: replan, in: store)
      )
    }
  }

  private func checkedRecord(_ name: String, in store: RunStore) throws -> RunRecord {
    let record = try runs.record(name, in: store)
    let steps = try store.checkpoints(of: record.id).steps()
    let list = steps.map(String.init).joined(separator: ", ")
    if record.status == .finished, resumption.atStep == nil, replan == nil {
      throw CommandError.usage(
        "run '\(record.id)' has finished; extend it with --epochs and --replan"
          + (steps.isEmpty
            ? ""
            : ", or resume from one of its checkpoints with --at-step: \(list)"))
    }
    if let step = resumption.atStep, !steps.contains(step) {
      throw CommandError.usage(
        steps.isEmpty
          ? "--at-step must be the step of a checkpoint, but run '\(record.id)' has none; received \(step)"
          : "--at-step must be the step of a checkpoint of '\(record.id)': \(list); received \(step)"
      )
    }
    return record
  }

  /// Adds advice to an error that prevents `record` from being resumed.
  private func withAdvice<Result>(
    _ record: RunRecord, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as RunsError where error.kind == .damaged {
      guard let step = error.intactSteps.last else { throw error }
      throw TrainingError(
        "\(error.description); resume from step \(step) with: anneal fit --resume \(record.id) --at-step "
          + "\(step)\(runs.arguments)")
    } catch let error as TrainingError where replan != nil {
      throw CommandError.usage(
        Replan.Way.allCases.reduce(error.description) { text, way in
          text.replacing("'\(way.rawValue)'", with: "--replan \(way.rawValue)")
        })
    }
  }

  /// Creates a run that repeats the run `name`, with its store.
  func repeated(_ name: String, _ source: DataSource) throws -> (RunStore, Fit) {
    let store = try runs.store(for: .write)
    let record = try runs.record(name, in: store)
    return (store, try Fit(repeating: record.id, store: store, source: source))
  }

  /// The requested changes of the run's plan and length; nil if there are none.
  private var replan: Replan? {
    let way = resumption.replan
    guard way != nil || training.common.schedule != nil || training.common.length != nil else {
      return nil
    }
    return Replan(way, plan: training.common.schedule, length: training.common.length)
  }
}
