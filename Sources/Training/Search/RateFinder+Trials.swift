internal import Optimizers
internal import Search

// The order of the trials, and what follows from their losses.
extension RateFinder {
  /// The suggestion after all trials.
  func suggestion(_ trials: Trials, _ typical: Double) throws -> RateSuggestion {
    var ladder = RateLadder(typical: typical)
    var lossBefore: Double?
    while true {
      while case let places = ladder.next, !places.isEmpty {
        let extra = places.count { !RateLadder.first.contains($0) }
        trials.foresee(extra * trialSteps)
        let losses = try trials.losses(
          places.map { .init(place: 2 * $0, rate: ladder.trialRate(at: $0), steps: trialSteps) })
        let before = try lossBefore ?? trials.lossBefore()
        lossBefore = before
        for (place, loss) in zip(places, losses) { ladder.record(loss, at: place, before: before) }
        // The state of a rate that is no neighbour of the best one is not needed any more.
        if let best = ladder.best { trials.keep(2 * (best - 1)...2 * (best + 1)) }
      }
      guard let best = ladder.best, let before = lossBefore else {
        throw SearchError.nothingTrains(trials.measured)
      }
      var last = try longTrials(trials, around: best, of: ladder, before)
      if searchBudget.goesOn, let rest = last.remainingLoss(before), rest > Self.unlearned {
        last = try continued(trials, last, before)
      }
      if let place = last.minimum {
        let rest = last.remainingLoss(before) ?? 0
        return RateSuggestion(
          last, at: place, trials.measured, budget: searchBudget, lossBefore: before,
          scheduleFactor: trials.shape.factor, ruleFactor: learner.optimizer.rule.searchFactor,
          steps: trials.spent, trust: rest > Self.halfLearned ? 1 : nil)
      }
      // All three broke down later: the search goes on elsewhere.
      for place in (best - 1)...(best + 1) {
        ladder.record(.infinity, at: place, before: before)
      }
    }
  }

  /// The losses of the best trial and its neighbours when they are longer and have cooled down, at half
  /// steps of `ladder`.
  private func longTrials(
    _ trials: Trials, around best: Int, of ladder: RateLadder, _ before: Double
  ) throws -> RateLadder {
    var last = RateLadder(typical: ladder.typical, ratio: RateLadder.ratio.squareRoot())
    let cooldown = cooldownSteps
    func train(_ places: [Int]) throws {
      let losses = try trials.losses(
        places.map {
          .init(
            place: $0, rate: last.trialRate(at: $0), steps: longTrialSteps, cooldown: cooldown)
        })
      for (place, loss) in zip(places, losses) { last.record(loss, at: place, before: before) }
    }
    let places = [best - 1, best, best + 1]
    let failed = places.filter { ladder.losses[$0]?.isFinite == false }
    for place in failed { last.record(.infinity, at: 2 * place, before: before) }
    trials.foresee(
      (places.count { ladder.losses[$0] == nil }) * trialSteps
        - failed.count * (longTrialSteps - trialSteps)
        - (trials.shape.decays ? failed.count : 3 + searchBudget.middles) * cooldown)
    try train(places.filter { !failed.contains($0) }.map { 2 * $0 })
    for _ in 0..<searchBudget.middles {
      guard let best = last.best, let minimum = last.minimum else { break }
      let sides = minimum < Double(best) ? [best - 1, best + 1] : [best + 1, best - 1]
      guard let side = sides.first(where: { last.losses[$0] == nil }) else { break }
      try train([side])
    }
    return last
  }

  /// The long trials that have not failed, at twice the length.
  private func continued(
    _ trials: Trials, _ last: RateLadder, _ before: Double
  ) throws -> RateLadder {
    let places = last.losses.filter(\.value.isFinite).keys.sorted()
    let cooldown = 2 * cooldownSteps
    trials.foresee(places.count * (longTrialSteps + (trials.shape.decays ? cooldown : 0)))
    let losses = try trials.losses(
      places.map {
        .init(
          place: $0, rate: last.trialRate(at: $0), steps: 2 * longTrialSteps, cooldown: cooldown)
      })
    var longer = last
    for (place, loss) in zip(places, losses) { longer.record(loss, at: place, before: before) }
    return longer
  }

  /// Above this share of the loss before training, a trial has hardly begun to learn.
  private static let unlearned = 0.7
  /// Above this share, it is in the middle of learning, and does not favour rates that are too high.
  private static let halfLearned = 0.4

  /// The best of whole runs at the suggested rate, a higher and a lower one.
  func checked(_ suggestion: RateSuggestion, _ trials: Trials) throws -> RateSuggestion {
    var ladder = RateLadder(typical: suggestion.rate)
    let places = [-1, 0, 1]
    let before = try trials.lossBefore()
    let losses = try trials.wholeRuns(places.map { ladder.trialRate(at: $0) }, of: steps)
    for (place, loss) in zip(places, losses) { ladder.record(loss, at: place, before: before) }
    guard let best = ladder.best else { throw SearchError.nothingTrains(trials.measured) }
    return RateSuggestion(
      suggestion, best: ladder.trialRate(at: best), flat: ladder.flatRange(lossBefore: before),
      trials.measured, steps: trials.spent)
  }
}
