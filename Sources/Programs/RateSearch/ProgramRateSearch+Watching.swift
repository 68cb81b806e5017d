internal import Foundation

// What is decided while trials run. It only saves time: a trial that was stopped late, or not at all,
// has the same score.
extension ProgramRateSearch {
  /// Whether enough is known of a trial.
  func isEnough(
    _ trial: RunningTrial, beside running: [RunningTrial], leader: Int?
  ) -> Bool {
    let losses = trial.losses
    guard let main = losses.main, let steps = trial.order.steps else { return false }
    if main.values.count > 1, main.values.suffix(2).allSatisfy({ !$0.isFinite }) { return true }
    if isPart, hasPassedEnd(losses, steps, trial.order.number) { return true }
    let curve = choice.flatMap { losses[$0] } ?? main
    guard let progress = TrialProgress(running: curve, steps: steps),
      let share = progress.shares.last
    else { return false }
    if share >= 0.5, let last = curve.values.last, !last.isFinite { return true }
    if TrialScore.grows(curve, progress) { return true }
    guard let leader, leader != trial.order.number, let best = curveOfLeader(leader, running),
      let leaderProgress = TrialProgress(running: best, steps: steps)
    else { return false }
    let standard = TrialScore.Leader(curve: best, progress: leaderProgress, loss: 1)
    return TrialScore.ratio(curve, progress, to: standard) != nil
  }

  /// Whether a program that is not told its length has made the steps of the trial.
  private func hasPassedEnd(_ losses: TrialLosses, _ steps: Int, _ number: Int) -> Bool {
    guard let main = losses.main else { return false }
    if main.hasSteps { return main.values.count > 2 && (main.steps.last ?? 0) >= Double(steps) }
    return ordinalLimit(steps).map { losses.count >= $0 } ?? false
  }

  private func curveOfLeader(_ number: Int, _ running: [RunningTrial]) -> LossCurve? {
    guard let choice else { return nil }
    if let trial = running.first(where: { $0.order.number == number }) {
      return trial.losses[choice]
    }
    return study.records.first { $0.order.number == number }?.losses[choice]
  }

  /// Whether a trial may start: without printed steps, the first one must tell how many losses a whole run
  /// prints.
  func mayStart(_ order: TrialOrder, beside running: [RunningTrial]) -> Bool {
    guard isPart, let first = running.first(where: { $0.order.number == 1 }),
      order.number > 1
    else { return true }
    return (first.losses.main?.hasSteps ?? false) && first.losses.count > 2
  }

  /// After how many losses a trial of so many steps ends, where no steps are printed; nil if no whole run
  /// has told it.
  func ordinalLimit(_ steps: Int) -> Int? {
    let whole = study.records.filter {
      $0.end == .exited(0) && !($0.losses.main?.hasSteps ?? true)
    }.min { $0.order.number < $1.order.number }
    return whole.map {
      max(1, Int((Double($0.losses.count * steps) / Double(settings.steps)).rounded(.up)))
    }
  }

  /// How far the search is.
  func progress(_ running: [RunningTrial]) -> SearchProgress {
    let rates = Dictionary(placed.map { ($0.order.number, $0.rate) }) { first, _ in first }
    let ended = study.records.filter { rates[$0.order.number] != nil }
    let shown = running.map { trial in
      SearchProgress.Trial(
        number: trial.order.number, rate: rates[trial.order.number] ?? 0,
        steps: trial.order.steps ?? 0, step: step(trial.losses), latest: trial.latest,
        seconds: trial.seconds, end: nil)
    }
    let past = ended.map { record in
      SearchProgress.Trial(
        number: record.order.number, rate: rates[record.order.number] ?? 0,
        steps: record.order.steps ?? 0, step: step(record.losses), latest: record.losses.latest,
        seconds: record.seconds, end: record.end)
    }
    let (short, long) = settings.budget.lengths(of: settings.steps)
    var planned = placed.reduce(0) { $0 + $1.steps }
    let hasLonger = placed.contains { $0.steps == long }
    if long > short, !hasLonger { planned += 3 * long }
    if settings.budget.isFine, placed.count(where: { $0.steps == long }) < 5 { planned += 2 * long }
    let done = ended.reduce(0) { $0 + ($1.order.steps ?? 0) }
    let before = ended.filter { numbersBefore.contains($0.order.number) }
    return SearchProgress(
      running: shown, ended: past,
      stepsDone: shown.reduce(Double(done)) { $0 + min(Double($1.steps), $1.step ?? 0) },
      stepsPlanned: Double(planned), seconds: (ContinuousClock.now - start) / .seconds(1),
      stepsBefore: Double(before.reduce(0) { $0 + ($1.order.steps ?? 0) }))
  }

  private func step(_ losses: TrialLosses) -> Double? {
    guard let main = losses.main, let last = main.steps.last, last.isFinite else { return nil }
    return last
  }
}
