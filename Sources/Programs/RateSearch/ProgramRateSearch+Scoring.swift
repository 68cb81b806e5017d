internal import Foundation
internal import Search

// What follows from the records of trials, whenever they were made.
extension ProgramRateSearch {
  /// Longer trials with their scores.
  struct Longer {
    var ladder: RateLadder
    let series: SeriesName?
    let leader: TrialScore.Leader?
    let scores: [(PlacedTrial, TrialScore)]
  }

  /// The records of trials, in the order of the trials.
  func records(of trials: [PlacedTrial]) -> [TrialRecord] {
    trials.compactMap { trial in study.records.first { $0.order == trial.order } }
  }

  /// The losses of a trial of so many steps.
  func losses(_ record: TrialRecord, _ steps: Int) -> TrialLosses {
    isPart
      ? record.losses.upTo(step: Double(steps), ordinal: ordinalLimit(steps)) : record.losses
  }

  /// The score of a trial by a series.
  func score(
    _ trial: PlacedTrial, by series: SeriesName?, _ leader: TrialScore.Leader? = nil
  ) -> TrialScore {
    guard let series, let record = records(of: [trial]).first else { return .failed }
    return TrialScore(
      record, losses: losses(record, trial.steps), by: series, steps: trial.steps,
      isPart: isPart && [.stopped, .exited(0)].contains(record.end),
      leader: leader)
  }

  /// The ladder of the trials of so many steps.
  func scored(_ steps: Int, without lost: Set<Int>) -> RateLadder {
    var ladder = RateLadder(typical: settings.typicalRate)
    var seen: Set<Double> = []
    // a rate may have been tried again at the same length
    for trial in placed where trial.steps == steps && seen.insert(trial.place).inserted {
      guard let place = Int(exactly: trial.place) else { continue }
      let loss = lost.contains(place) ? .infinity : score(trial, by: choice).loss
      ladder.record(loss, at: place, before: .infinity)
    }
    return ladder
  }

  /// The scores of the longer trials `new`, of which `leader` is the one with the best rate so far.
  func longer(_ new: [PlacedTrial], leader: PlacedTrial, typical: Double, best: Int) -> Longer {
    let series = bestSeries(of: new)
    let standard = standard(leader, by: series)
    let scores = new.map { trial in
      let isLeader = trial.order.number == leader.order.number
      return (trial, score(trial, by: series, isLeader ? nil : standard))
    }
    var ladder = RateLadder(typical: typical)
    for place in (best - 1)...(best + 1) {
      let score = scores.first { $0.0.place == Double(place) }?.1
      ladder.record(score?.loss ?? .infinity, at: place, before: .infinity)
    }
    return Longer(ladder: ladder, series: series, leader: standard, scores: scores)
  }

  /// The series by which trials are compared: the best that those have which were not cut short.
  func bestSeries(of trials: [PlacedTrial]) -> SeriesName? {
    let found = trials.compactMap { trial in
      records(of: [trial]).first.map { ($0, losses($0, trial.steps)) }
    }
    let whole = found.filter { isPart || $0.0.end != .stopped }
    return SeriesChoice.best(of: (whole.isEmpty ? found : whole).map(\.1))
  }

  private func standard(_ trial: PlacedTrial, by series: SeriesName?) -> TrialScore.Leader? {
    let score = score(trial, by: series)
    guard score.loss.isFinite, let choice, let record = records(of: [trial]).first,
      let curve = losses(record, trial.steps)[choice]
    else { return nil }
    let progress = TrialProgress(
      curve, of: losses(record, trial.steps), steps: trial.steps, isCut: isPart)
    return TrialScore.Leader(curve: curve, progress: progress, loss: score.loss)
  }

  /// The suggestion for the minimum at `place` of the ladder.
  func suggestion(_ ladder: RateLadder, at place: Double) -> ProgramSuggestion {
    let longest = placed.map(\.steps).max() ?? 0
    let last = placed.filter { $0.steps == longest }
    let best = ladder.best.flatMap { place in last.first { $0.place == Double(place) } }
    let isLonger = longest > settings.budget.lengths(of: settings.steps).ladder
    let series = isLonger ? bestSeries(of: last) : choice
    let leader = isLonger ? last.first.flatMap { standard($0, by: series) } : nil
    let trials = placed.map { trial -> ProgramSuggestion.Trial in
      let isLast = isLonger && trial.steps == longest
      let isLeader = trial.order.number == last.first?.order.number
      let score = score(
        trial, by: isLast ? series : choice, isLast && !isLeader ? leader : nil)
      let record = records(of: [trial]).first
      return ProgramSuggestion.Trial(
        rate: trial.rate, steps: record.map { stepsMade($0, trial) } ?? 0, planned: trial.steps,
        loss: score.state == .done ? score.loss : nil, state: score.state,
        seconds: record?.seconds ?? 0)
    }
    let before = best.flatMap { score($0, by: series).first } ?? .infinity
    let suggestion = RateSuggestion(
      ladder, at: place,
      trials.map { RateTrial(rate: $0.rate, steps: $0.planned, loss: $0.loss) },
      budget: settings.budget, lossBefore: before, scheduleFactor: 1, ruleFactor: 1,
      steps: trials.reduce(0) { $0 + $1.steps },
      trust: isPart ? 0.75 : settings.budget.programTrust)
    return ProgramSuggestion(
      suggestion: suggestion, trials: trials, series: series, fault: nil)
  }

  /// The steps that a trial has made, as far as it is known.
  private func stepsMade(_ record: TrialRecord, _ trial: PlacedTrial) -> Int {
    let whole = isPart ? settings.steps : trial.steps
    guard let main = record.losses.main else { return 0 }
    if main.hasSteps, let last = main.steps.last, last <= 1.02 * Double(whole) + 1,
      record.end != .exited(0) || isPart
    {
      return Int(last.rounded())
    }
    if record.end == .exited(0) { return whole }
    let most =
      study.records.filter { isPart || $0.order.steps == trial.steps }
      .map(\.losses.count).max() ?? 1
    return whole * record.losses.count / max(1, most)
  }
}

extension ProgramRateSearch.PlacedTrial {
  /// Its place on a ladder of half steps.
  var doubled: Int { Int((2 * place).rounded()) }
}

extension RateLadder {
  /// The next places to try: the first three; then, beyond an end, up to `width` at once.
  func nextPlaces(_ width: Int) -> [Int]? {
    guard let low = losses.keys.min(), let high = losses.keys.max() else { return [0, 1, 2] }
    let room = min(max(1, width), 3 + Self.extraLimit - losses.count)
    guard room > 0 else { return nil }
    guard let best, best != low else { return (1...room).map { low - $0 } }
    return best == high ? (1...room).map { high + $0 } : nil
  }
}
