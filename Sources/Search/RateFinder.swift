public import LearningRate
internal import Optimizers
internal import RealModule
public import Training

/// Finds the peak learning rate of a run by short trials of the run itself.
///
/// 1. *Ramp*: a tenth of the run's steps, with a learning rate that rises exponentially from the
///    optimizer's typical rate / 300 to 300 times the typical rate. The loss is smoothed by a
///    bias-corrected exponential moving average with β = 1 − 1/max(3, 0.06·n), where n is the
///    number of the ramp's steps. r is the rate at the minimum, without the first quarter of the
///    ramp (whose noise could otherwise win), taken min(3, β/(1−β)) steps earlier to correct the
///    average's lag.
/// 2. *Centre*: ln c = ¾·(ln r − 1.5) + ¼·ln(typical rate).
/// 3. *Probes*: three trainings of a twentieth of the run each, from the same start, with the real
///    schedule compressed to their length: at c, at c/2.78, and one more on the better side. The
///    score of a probe is its mean training loss over its last 30 %.
/// 4. *Suggestion*: half the weighted geometric mean of the probes' rates, with weights
///    exp(−Δ ln loss/0.3); half, because after a twentieth of the run a higher rate may still lead
///    that fails in the full run.
///
/// The search takes a quarter of the run's steps. Model, optimizer state and position in the data
/// are restored after each trial, and compared bit for bit. A trial ends early if its loss is NaN
/// or infinite.
///
/// `docs/finding.md` has the measurements and the limits of this method.
public struct RateFinder {
  /// Returns the run's plan for a peak learning rate.
  public typealias PlanForRate = (_ rate: Double) throws -> ResolvedPlan

  private let learner: Learner
  private let planForRate: PlanForRate
  private let steps: Int

  /// Creates a finder for the run of `steps` steps that `learner` is about to start.
  public init(_ learner: Learner, steps: Int, plan: @escaping PlanForRate) {
    (self.learner, self.steps, self.planForRate) = (learner, steps, plan)
  }

  /// The length of the ramp: a tenth of the run, at least 20 steps.
  public var rampSteps: Int { max(20, steps / 10) }
  /// The length of each probe: a twentieth of the run, at least 10 steps.
  public var probeSteps: Int { max(10, steps / 20) }
  /// The maximum number of steps of ``find(progress:)``.
  public var budget: Int { rampSteps + 3 * probeSteps }

  /// Finds a learning rate and restores the learner's state.
  ///
  /// - Parameter progress: called at each step; returns false to stop.
  /// - Throws: `SearchError` if no rate trains, or the search was stopped; `TrainingError` if the
  ///   state was not restored exactly.
  public func find(progress: (Progress) -> Bool = { _ in true }) throws -> RateSuggestion {
    let typical = learner.optimizer.rule.typicalRate
    // The batch sizes do not depend on the peak rate.
    try learner.scheduleBatchSize(by: planForRate(typical))
    let start = try learner.snapshot()
    var spent = 0
    /// The losses of a training of `length` steps; fewer if an update was skipped.
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
      // In any case the run starts from its original state.
      try learner.restore(start)
      return try trial.get()
    }

    let ramp = GeometricRates(from: typical / 300, to: typical * 300, steps: rampSteps)
    // The ramp uses one rate for all parameters; the plan's groups matter only to the probes.
    let weights = try planForRate(typical).values(at: 0).weights
    let ramp = RampCurve(
      ramp,
      try trial(.ramp, length: rampSteps) { step in
        PlanValues(learningRate: ramp.rate(step), weights: weights)
      })
    guard let bottom = ramp.rateAtMinimum else {
      throw SearchError.nothingTrains(below: ramp.rate(rampSteps / 4))
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

/// The ratio of neighbouring probes' rates, tuned in the study of `docs/finding.md`.
private let probeSpacing = 2.78

extension RateFinder {
  /// The progress of a search.
  public struct Progress: Sendable {
    /// The part of the search.
    public enum Kind: Sendable, Equatable {
      /// The ramp.
      case ramp
      /// The probe at this peak rate.
      case probe(Double)
    }
    /// The part of the search to which the step belongs.
    public let kind: Kind
    /// The number of steps made before this one.
    public let step: Int
    /// The maximum number of steps of the search.
    public let steps: Int
    /// The learning rate of the step.
    public let learningRate: Double
    /// The batch's loss before the step.
    public let loss: Double
  }
}
