public import LearningRate
internal import Optimizers
public import Search

/// Finds the peak learning rate of a run by short trainings of the run itself.
///
/// N is the number of steps of the run, p the typical rate of its optimizer, and V a sample of 256
/// fixed validation examples. The lengths are those of ``SearchBudget/sixth``.
///
/// 1. *Trials* start from the run's weights and follow its data. The rate rises over N/100 steps, at
///    least 3, to the trial's rate and stays there; under a constant schedule it starts there.
/// 2. Trials of N/50 steps at p/4.64, p, 4.64·p and 21.5·p, scored by the loss on V. A trial fails if
///    its loss is not finite, or not below the loss before training. While the best trial is the
///    lowest or the highest, one beyond it is added, at most six; if all fail, downwards.
/// 3. The best trial and its two neighbours go on to N/25 steps. If the run's schedule decays,
///    they then cool down: their rate falls linearly to 0 over N/100 steps. The loss on V is
///    its score. If all three fail now, step 2 goes on without them.
///    If the best score is above 0.7 of the loss before training, they go on once to twice the length.
/// 4. y is the minimum of a parabola through ln score over ln rate, for the best and its neighbours.
/// 5. Short trials favour rates that are too high; if y > p, ln x = ln p + ¾·(ln y − ln p),
///    otherwise x = y. Trials whose best score is still above 0.4 of the loss before training do not:
///    x = y.
/// 6. The suggestion is x times the factor of the schedule, √(T₁/T₂) relative to that of a warm-up
///    and a cosine, and times that of the rule, which is 1/√10 for rules that step by signs.
///
/// The search usually takes 17 % of the run's steps and at most 29 %, or more if all long trials fail.
/// A run that is too short for its budget gets the typical rate. Model, optimizer state and position in
/// the data are restored after the search, and compared bit for bit. Up to four copies of the weights and
/// the optimizer's state are kept meanwhile, and one more model for each trial that runs at once.
///
/// `docs/finding.md` has the measurements and the limits of this method.
public struct RateFinder {
  /// Returns the run's plan for a peak learning rate.
  public typealias PlanForRate = (_ rate: Double) throws -> ResolvedPlan

  /// The budget.
  public let searchBudget: SearchBudget
  let learner: Learner
  private let planForRate: PlanForRate
  let steps: Int
  private let sample: FixedSample
  private let runner: TrialRunner

  /// Creates a finder for the run of `steps` steps that `learner` is about to start.
  ///
  /// - Parameters:
  ///   - validation: the examples on which trials are compared; up to 256 of them are drawn by
  ///     `seed`.
  public init(
    _ learner: Learner, steps: Int, validation: any Dataset, seed: UInt64 = 0,
    budget: SearchBudget = .sixth, plan: @escaping PlanForRate
  ) {
    self.init(
      learner, steps: steps, validation: validation, seed: seed, budget: budget,
      on: TrialRunner(on: learner), plan: plan)
  }

  /// Creates a finder whose trials run on `runner`.
  package init(
    _ learner: Learner, steps: Int, validation: any Dataset, seed: UInt64, budget: SearchBudget,
    on runner: TrialRunner, plan: @escaping PlanForRate
  ) {
    (self.learner, self.steps, self.planForRate) = (learner, steps, plan)
    (searchBudget, self.runner) = (budget, runner)
    sample = FixedSample(of: validation, seed: seed)
  }

  /// The length of a trial: a fiftieth of the run, or what the budget says, and at least 3 steps.
  public var trialSteps: Int { max(3, share(searchBudget.shortShare)) }
  /// The length of the best trials: a twenty-fifth of the run, or what the budget says, and at least 5
  /// steps.
  public var longTrialSteps: Int { max(5, share(searchBudget.longShare)) }
  /// The length of a cooldown: a quarter of a long trial, at least 2 steps.
  public var cooldownSteps: Int { max(2, longTrialSteps / 4) }
  /// The usual number of steps of ``find(progress:)``, to which each further rate adds ``trialSteps``; 0
  /// for a run that is too short for a search with its budget.
  public var budget: Int {
    guard searchBudget != .none else { return 0 }
    let count = RateLadder.first.count
    var usual = count * trialSteps + 3 * (longTrialSteps - trialSteps + cooldownSteps)
    usual += searchBudget.middles * (longTrialSteps + cooldownSteps)
    if searchBudget.hasWholeRuns { usual += 3 * steps }
    // The least lengths of trials would be more than half beyond the budget.
    return Double(usual) <= max(0.24, 1.5 * searchBudget.share) * Double(steps) ? usual : 0
  }

  private func share(_ share: Double) -> Int { Int(share * Double(steps) + 1e-9) }

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
    guard budget > 0 else { return RateSuggestion(typical: typical, budget: searchBudget) }
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
          of: learner, on: runner, from: start, comparedOn: sample, shape, plan: planForRate,
          warmupSteps: max(3, steps / 100), planned: budget, progress: progress)
        let suggestion = try suggestion(trials, typical)
        return searchBudget.hasWholeRuns ? try checked(suggestion, trials) : suggestion
      }
    }
    // In any case the run starts from its original state.
    try learner.restore(start)
    return try result.get()
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
