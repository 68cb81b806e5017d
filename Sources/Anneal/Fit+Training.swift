internal import Foundation
internal import LearningRate
internal import Models
internal import Records
internal import Runs
internal import Search
internal import Tasks
internal import Training

// The implementation of a fit, from the plan to the summary.
extension Fit {
  func begin(_ setup: FitSetup, _ watch: Watcher) throws -> (TrainingRun, RunRecorder) {
    if checkpoint == nil {
      try store.rewind(runName, to: RunRecorder.stepOfFinding, keeping: RecordedAct.eventKind)
    }
    let state = checkpoint?.state
    let plan = try state?.resolvedPlan ?? plan(setup, watch)
    let training = try setup.training(plan, steps: state?.steps ?? setup.steps)
    let recorder = try RunRecorder(
      training, as: runName, in: store,
      checkpointEvery: configuration.checkpointEvery.stepCount(
        named: "checkpointEvery", of: training.steps, stepsPerEpoch: setup.length.stepsPerEpoch),
      keepingBestBy: BestMeasure(configuration.best ?? "loss"), mirror: mirror,
      attachments: try attachments(setup))
    if let checkpoint {
      try recorder.resume(from: checkpoint, redoingActs: redoesActs)
      if let change { try training.perform(.plan(change), by: "resume") }
    } else {
      try recorder.restart()
    }
    return (training, recorder)
  }

  /// The record of a user's data, which every checkpoint holds; the other files of the run are
  /// written now.
  ///
  /// - Throws: `TrainingError` if the run to resume was begun with other data.
  private func attachments(_ setup: FitSetup) throws -> [String: Data] {
    guard let record = try setup.data.record?.encoded() else { return [:] }
    if let former = checkpoint?.files[ModelRecord.file], former != record {
      throw TrainingError(
        "the data of run '\(runName)' must be what it was begun with; \(setup.task.data) has changed, "
          + "or gives other columns or classes: restore it, or start a new run")
    }
    let folder = store.folder(of: runName)
    for file in setup.data.files { try file.write(folder.appendingPathComponent(file.name)) }
    return [ModelRecord.file: record]
  }

  func train(
    _ training: TrainingRun, _ recorder: RunRecorder, _ setup: FitSetup,
    since start: ContinuousClock.Instant, _ watch: Watcher
  ) throws -> FitOutcome {
    if let checkpoint {
      _ = try watch(.resumed(step: checkpoint.step))
      for difference in differences(from: checkpoint.state) {
        try recorder.record(
          .changed(name: difference.name, before: difference.before, now: difference.now))
        _ = try watch(.changed(difference))
      }
    }
    let upcoming = try training.upcoming
    guard try watch(.planned(upcoming.plan, steps: upcoming.steps)) else {
      return try stop(recorder, training)
    }
    var last: Evaluation?
    let requests = ActRequests(of: runName, in: store)
    training.initialWeights = { [configuration, task] in
      try FitSetup(configuration, task: task, data: setup.data).learner.snapshot()
    }
    while true {
      do {
        guard let event = try training.next() else { break }
        try recorder.record(event)
        if case .acted(let act) = event, !act.isRecorded { requests.answer(act) }
        if case .validation(let step, let evaluation) = event {
          last = evaluation
          if step == training.steps, try endsAtChance(evaluation, setup) {
            let reason = "the validation loss is not below that before training"
            _ = try beginsAgain(training, setup, because: reason, watch)
          }
        }
        guard try watch(.training(event)) else { return try stop(recorder, training) }
        try takeActs(for: training, requests, watch)
      } catch let error as DivergenceError {
        let reason = "the loss became \(error.loss.isNaN ? "NaN" : "infinite")"
        guard try beginsAgain(training, setup, because: reason, watch) else {
          try recorder.record(.diverged(loss: error.loss, learningRate: error.learningRate))
          throw error
        }
      }
    }
    if training.isStopped { return try stop(recorder, training) }
    let baselines = try setup.data.baselines?()
    let summary = summary(training, last, recorder.best, baselines, since: start)
    try store.finish(runName, .finished, summary: JSONText(encoding: summary))
    return .finished(summary)
  }

  /// Passes on the acts that were requested since the last event.
  private func takeActs(
    for training: TrainingRun, _ requests: ActRequests, _ watch: Watcher
  ) throws {
    for act in queue.take() {
      do { try training.perform(act) } catch let error as TrainingError {
        _ = try watch(.refused(act, reason: error.description))
      }
    }
    for (act, reason) in requests.deliver(to: training) {
      _ = try watch(.refused(act, reason: reason))
    }
  }

  /// The settings that differ from here on, such as threads.
  private func differences(from state: CheckpointState) -> [FitEvent.Difference] {
    let pairs = [
      ("threads", "\(state.threads)", "\(configuration.threads)"),
      (
        "micro-batch", state.microBatchSize.map(String.init) ?? "none",
        configuration.microBatchSize.map(String.init) ?? "none"
      ),
    ]
    let device = ("device", state.device ?? "cpu", configuration.device ?? "cpu")
    return (pairs + [device]).filter { $0.1 != $0.2 }.map {
      FitEvent.Difference(name: $0, before: $1, now: $2)
    }
  }

  /// The plan for a learning rate that is given, or found now.
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
          try RecordedEvent.found(JSONText(encoding: suggestion)).event(
            at: RunRecorder.stepOfFinding)
        ], to: runName)
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
    try recorder.record(.stopped)
    try recorder.save()
    try store.finish(runName, .stopped)
    return .stopped(step: training.learner.step)
  }

  private func summary(
    _ training: TrainingRun, _ last: Evaluation?, _ best: BestModel?, _ baselines: [Baseline]?,
    since start: ContinuousClock.Instant
  ) -> FitSummary {
    var validation = last?.measures ?? [:]
    validation["loss"] = last?.loss
    let duration = ContinuousClock.now - start
    return FitSummary(
      run: runName, task: task.name, optimizer: configuration.optimizer.description,
      schedule: training.plan.plan.description, rate: training.plan.learningRate.peak,
      validation: validation, best: best, baselines: baselines, steps: training.learner.step,
      seconds: Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
  }
}
