internal import LearningRate
internal import Records
internal import Runs
internal import Search
internal import Training

// A searched rate can be too high for the whole run. Such a run is begun again once.
extension Fit {
  /// The name of the author of the acts that begin a run again.
  package static let searchAuthor = "search"

  /// Begins a run again from its initial weights, at the next lower rate of the search, if its rate was
  /// searched for and this has not been done before. The acts `goBack(to: 0)` and `plan(…)` do it; the run
  /// becomes longer by the steps that failed.
  ///
  /// - Returns: whether it was done; `reason` is told.
  func beginsAgain(
    _ training: TrainingRun, _ setup: FitSetup, because reason: String, _ watch: Watcher
  ) throws -> Bool {
    guard configuration.effectivePeak == .found, change == nil,
      training.learner.updaters.count == 1,
      !training.waitingActs.contains(where: { $0.author == Self.searchAuthor }),
      try !store.events(of: runName).contains(where: {
        (try? RecordedAct($0))?.author == Self.searchAuthor
      })
    else { return false }
    let lower = training.plan.plan.scaled(by: 1 / RateLadder.ratio)
    try training.perform(.goBack(to: 0), by: Self.searchAuthor)
    try training.perform(
      .plan(
        PlanChange(
          lower, over: setup.steps, until: training.learner.step + setup.steps)),
      by: Self.searchAuthor)
    _ = try watch(
      .beganAgain(
        step: training.learner.step, rate: training.plan.learningRate.peak / RateLadder.ratio,
        reason: reason))
    return true
  }

  /// Whether a run has learned nothing: its loss on the validation data is not below that of the
  /// initial weights.
  func endsAtChance(_ evaluation: Evaluation, _ setup: FitSetup) throws -> Bool {
    guard configuration.effectivePeak == .found else { return false }
    let initial = try FitSetup(configuration, task: task, data: setup.data)
    let before = try Evaluation(
      of: initial.learner.model, on: setup.validation, precision: initial.learner.precision)
    return !(evaluation.loss < before.loss)
  }
}
