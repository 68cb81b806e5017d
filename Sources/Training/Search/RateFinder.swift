public import LearningRate
internal import Optimizers
public import Search

/// Finds the peak learning rate of a run by short trainings of the run itself.
///
/// N is the number of steps of the run, p the typical rate of its optimizer, and V a sample of 256
/// fixed validation examples.
///
/// 1. *Trials* start from the run's weights and follow its data. The rate rises over N/100 steps, at
///    least 3, to the trial's rate and stays there; under a constant schedule it starts there.
/// 2. Trials of N/50 steps at p, 4.64·p and 21.5·p, scored by the loss on V. A trial fails if its
///    loss is not finite, or not below the loss before training. While the best trial is the
///    lowest or the highest, one beyond it is added, at most six; if all fail, downwards.
/// 3. The best trial and its two neighbours go on to N/25 steps. If the run's schedule decays,
///    they then cool down: their rate falls linearly to 0 over N/100 steps. The loss on V is
///    its score. If all three fail now, step 2 goes on without them.
/// 4. y is the minimum of a parabola through ln score over ln rate, for the best and its neighbours.
/// 5. Short trials favour rates that are too high; if y > p, ln x = ln p + ¾·(ln y − ln p),
///    otherwise x = y.
/// 6. The suggestion is x times the factor of the schedule, √(T₁/T₂) relative to that of a warm-up
///    and a cosine, and times that of the rule, which is 1/√10 for rules that step by signs.
///
/// The search usually takes 16 % of the run's steps and at most 29 %, or more if all long trials fail.
/// With the least lengths it takes 21 steps or more; a run shorter than that gets the typical rate.
/// Model, optimizer state and position in the data are restored after it, and compared bit for bit.
/// Up to four copies of the weights and the optimizer's state are kept meanwhile.
///
/// `docs/finding.md` has the measurements and the limits of this method.
public struct RateFinder {
  /// Returns the run's plan for a peak learning rate.
  public typealias PlanForRate = (_ rate: Double) throws -> ResolvedPlan

  private let learner: Learner
  private let planForRate: PlanForRate
  private let steps: Int
  private let sample: FixedSample

  /// Creates a finder for the run of `steps` steps that `learner` is about to start.
  ///
  /// - Parameters:
  ///   - validation: the examples on which trials are compared; up to 256 of them are drawn by
  ///     `seed`.
  public init(
    _ learner: Learner, steps: Int, validation: any Dataset, seed: UInt64 = 0,
    plan: @escaping PlanForRate
  ) {
    (self.learner, self.steps, self.planForRate) = (learner, steps, plan)
    sample = FixedSample(of: validation, seed: seed)
  }

  /// The length of a trial: a fiftieth of the run, at least 3 steps.
  public var trialSteps: Int { max(3, steps / 50) }
  /// The length of the best three trials: a twenty-fifth of the run, at least 5 steps.
  public var longTrialSteps: Int { max(5, steps / 25) }
  /// The length of a cooldown: a hundredth of the run, at least 2 steps.
  public var cooldownSteps: Int { max(2, steps / 100) }
  /// The usual number of steps of ``find(progress:)``, to which each rate beyond the first three adds
  /// ``trialSteps``; 0 for a run that is too short for a search.
  public var budget: Int {
    let usual = 3 * (longTrialSteps + cooldownSteps)
    return usual <= steps ? usual : 0
  }

  /// Finds a learning rate and restores the learner's state.
  ///
  /// - Parameter progress: called at each step; returns false to stop.
  /// - Throws: `SearchError` if no rate trains, or the search was stopped; `TrainingError` for a
  ///   training with several updaters, or if the state was not restored exactly.
  public func find(progress: (Progress) -> Bool = { _ in true }) throws -> RateSuggestion {
    guard learner.updaters.count == 1 else {
      throw TrainingError(
        "a rate can be searched for a training with one updater; received \(learner.updaters.count)"
      )
    }
    let rule = learner.optimizer.rule
    let typical = rule.typicalRate
    guard budget > 0 else { return RateSuggestion(typical: typical) }
    let plan = try planForRate(typical)
    // The bound is one for the last weights, and not for an average of them.
    let shape = SearchedSchedule(
      plan, steps: steps, hasFactor: !rule.keepsRate && !rule.hasEvaluationParameters)
    // The batch sizes do not depend on the peak rate.
    try learner.scheduleBatchSize(by: plan)
    let start = try learner.snapshot()
    let result = withoutActuallyEscaping(progress) { progress in
      Result { () throws -> RateSuggestion in
        let trials = Trials(
          of: learner, from: start, on: sample, shape, plan: planForRate,
          warmupSteps: max(3, steps / 100), planned: budget, progress: progress)
        return try suggestion(trials, typical)
      }
    }
    // In any case the run starts from its original state.
    try learner.restore(start)
    return try result.get()
  }

  private func suggestion(_ trials: Trials, _ typical: Double) throws -> RateSuggestion {
    var ladder = RateLadder(typical: typical)
    var lossBefore: Double?
    while true {
      while let place = ladder.next {
        let loss = try trials.loss(
          at: place, ladder.trialRate(at: place), after: trialSteps,
          planning: (0...2).contains(place) ? 0 : trialSteps)
        let before = try lossBefore ?? trials.lossBefore()
        lossBefore = before
        ladder.record(loss, at: place, before: before)
        // The state of a rate that is no neighbour of the best one is not needed any more.
        if let best = ladder.best { trials.keep((best - 1)...(best + 1)) }
      }
      guard let best = ladder.best, let before = lossBefore else {
        throw SearchError.nothingTrains(trials.measured)
      }
      let last = try longTrials(trials, around: best, of: ladder, before)
      if let place = last.minimum {
        return RateSuggestion(
          last, at: place, trials.measured, lossBefore: before, scheduleFactor: trials.shape.factor,
          ruleFactor: learner.optimizer.rule.searchFactor, steps: trials.spent)
      }
      // All three broke down later: the search goes on elsewhere.
      for place in (best - 1)...(best + 1) {
        ladder.record(.infinity, at: place, before: before)
      }
    }
  }

  /// The losses of the best trial and its neighbours when they are longer and have cooled down.
  private func longTrials(
    _ trials: Trials, around best: Int, of ladder: RateLadder, _ before: Double
  ) throws -> RateLadder {
    var last = RateLadder(typical: ladder.typical)
    for place in (best - 1)...(best + 1) {
      var loss = ladder.losses[place] ?? 0
      if !loss.isFinite {
        trials.leaveOut(longTrialSteps - trialSteps + (trials.shape.decays ? cooldownSteps : 0))
      } else {
        loss = try trials.loss(
          at: place, ladder.trialRate(at: place), after: longTrialSteps,
          coolingOver: cooldownSteps,
          planning: ladder.losses[place] == nil ? trialSteps : 0)
      }
      last.record(loss, at: place, before: before)
    }
    return last
  }
}

extension RateFinder {
  /// The progress of a search.
  public struct Progress: Sendable {
    /// The number of steps made before this one.
    public let step: Int
    /// The number of steps that the search is to make, as far as it is known.
    public let steps: Int
    /// The rate of the trial to which the step belongs.
    public let trialRate: Double
    /// Whether the trial cools down.
    public let isCooling: Bool
    /// The learning rate of the step.
    public let learningRate: Double
    /// The batch's loss before the step.
    public let loss: Double
  }
}
