public import LearningRate
internal import Optimizers
internal import RealModule
public import Training

/// Chooses the peak learning rate of a run by short trials of that very run.
///
/// 1. *Ramp*: a tenth of the run's steps, the rate rising exponentially from the optimizer's typical
///    rate over 300 to 300 times it. The loss is smoothed by a debiased exponential mean with
///    β = 1 − 1/max(3, 0.06·n), n the ramp's steps. r is the rate at its minimum, the first quarter
///    ignored (a lucky noisy step must not win), taken min(3, β/(1−β)) steps earlier for the mean's lag.
/// 2. *Centre*: ln c = ¾·(ln r − 1.5) + ¼·ln(typical rate).
/// 3. *Probes*: three trainings of a twentieth of the run each, from the same start, under the real
///    schedule compressed to their length: at c, at c/2.78, and one more on the better side. Each
///    scores its mean training loss over its last 30 %.
/// 4. *Suggestion*: half the mean of the probes' log-rates, weighted by exp(−Δ ln loss/0.3); half,
///    because in a twentieth of the run a higher rate is ahead that breaks in the whole.
///
/// It spends a quarter of the run's steps. Model, optimizer, and place in the data are put back
/// exactly after each trial, which is checked. A trial ends early when the loss is no number.
///
/// `docs/finding.md` has what was measured of it, and what it does not know.
public struct RateFinder {
  /// Makes the run's plan for a peak rate.
  public typealias PlanForRate = (_ rate: Double) throws -> ResolvedPlan

  private let learner: Learner
  private let planForRate: PlanForRate
  private let steps: Int

  /// A finder for the run of `steps` steps that `learner` is about to begin.
  public init(_ learner: Learner, steps: Int, plan: @escaping PlanForRate) {
    (self.learner, self.steps, self.planForRate) = (learner, steps, plan)
  }

  /// The length of the ramp: a tenth of the run, at least 20 steps.
  public var rampSteps: Int { max(20, steps / 10) }
  /// The length of each probe: a twentieth of the run, at least 10 steps.
  public var probeSteps: Int { max(10, steps / 20) }
  /// The most steps that ``find(progress:)`` makes.
  public var budget: Int { rampSteps + 3 * probeSteps }

  /// Finds a rate, and leaves everything as it was.
  ///
  /// - Parameter progress: told of each step; answers false to stop.
  /// - Throws: `SearchError` when no rate trains, or the search was stopped; `TrainingError` when
  ///   something was not restored exactly.
  public func find(progress: (Progress) -> Bool = { _ in true }) throws -> RateSuggestion {
    let typical = learner.optimizer.rule.typicalRate
    // A plan for any rate says the same of it.
    try learner.scheduleBatchSize(by: planForRate(typical))
    let start = try learner.snapshot()
    var spent = 0
    /// The losses of a training of `length` steps; fewer when one was no number.
    func trial(
      _ kind: Progress.Kind, length: Int, groups: [Int] = [], values: (Int) -> PlanValues
    ) throws -> [Double] {
      let trial = Result { () throws -> [Double] in
        var losses: [Double] = []
        for step in 0..<length {
          let values = values(step)
          let result = try learner.advance { _ in (values, groups) }
          let current = Progress(
            kind: kind, step: spent, steps: budget, learningRate: values.learningRate,
            loss: result.loss)
          guard progress(current) else { throw SearchError.stopped }
          spent += 1
          guard result.updated else { break }
          losses.append(result.loss)
        }
        return losses
      }
      // Whatever happened, the run begins where it would have begun.
      try learner.restore(start)
      return try trial.get()
    }

    let ladder = RateLadder(from: typical / 300, to: typical * 300, steps: rampSteps)
    // The ramp is one rate for all parameters; what the plan does to groups is for the probes.
    let weights = try planForRate(typical).values(at: 0).weights
    let ramp = RampCurve(
      ladder,
      try trial(.ramp, length: rampSteps) { step in
        PlanValues(learningRate: ladder.rate(step), weights: weights)
      })
    guard let bottom = ramp.rateAtMinimum else {
      throw SearchError.nothingTrains(below: ladder.rate(rampSteps / 4))
    }
    let centre = Double.exp(0.75 * (Double.log(bottom) - 1.5) + 0.25 * Double.log(typical))

    func probe(_ rate: Double) throws -> Probe {
      let plan = try learner.grouped(planForRate(rate))
      let losses = try trial(
        .probe(rate), length: probeSteps, groups: plan.groupOfParameter
      ) { step in plan.values(at: step * steps / probeSteps) }
      return Probe(rate: rate, losses: losses, of: probeSteps)
    }
    let first = try probe(centre)
    let lower = try probe(centre / probeSpacing)
    let isDownhillLower = lower.loss < first.loss || !first.loss.isFinite
    let third = try probe(
      isDownhillLower ? lower.rate / probeSpacing : first.rate * probeSpacing)
    return try RateSuggestion(ramp: ramp, probes: [first, lower, third], steps: spent)
  }
}

/// The factor between neighbouring probes, as tuned in the study of `docs/finding.md`.
private let probeSpacing = 2.78

extension RateFinder {
  /// Where a search stands.
  public struct Progress: Sendable {
    /// What a step belongs to.
    public enum Kind: Sendable, Equatable {
      /// The ramp.
      case ramp
      /// The probe at this peak rate.
      case probe(Double)
    }
    /// What the step belongs to.
    public let kind: Kind
    /// The number of steps before this one.
    public let step: Int
    /// The most steps that the search makes.
    public let steps: Int
    /// The rate of the step.
    public let learningRate: Double
    /// The batch's loss before the step.
    public let loss: Double
  }
}
