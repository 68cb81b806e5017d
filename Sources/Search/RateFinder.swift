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
/// 4. *Suggestion*: the mean of the probes' log-rates, weighted by exp(−Δ ln loss/0.3).
///
/// It spends a quarter of the run's steps. Model, optimizer, and place in the data are put back
/// exactly after each trial, which is checked. The ramp ends early when the loss is no number or
/// 4 times its best.
///
/// Measured over 16 settings of small networks (MNIST, digits, Boston; SGD and AdamW; three
/// schedules): the final validation loss at the suggestion is 3 % above the best of a grid of 19
/// rates in the median and 16 % at the 90th percentile; the best rate lay within a factor of 3 of
/// the suggestion in 84–89 % of the cases (``RateSuggestion/interval``). See `docs/finding.md`.
public struct RateFinder {
  /// Makes the run's plan for a peak rate.
  public typealias PlanForRate = (_ rate: Double) throws -> ResolvedPlan

  private let loop: TrainingLoop
  private let planForRate: PlanForRate
  private let steps: Int

  /// A finder for the run of `steps` steps that `loop` is about to begin.
  public init(_ loop: TrainingLoop, steps: Int, plan: @escaping PlanForRate) {
    (self.loop, self.steps, self.planForRate) = (loop, steps, plan)
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
    let start = try loop.snapshot()
    var spent = 0
    func trial(_ kind: Progress.Kind, length: Int, rate: (Int) -> Double) throws -> [Double] {
      defer { spent += length }
      return try losses(length, rate) { step, learningRate, loss in
        progress(
          Progress(
            kind: kind, step: spent + step, steps: budget, learningRate: learningRate, loss: loss))
      }
    }
    func restoring<Result>(_ body: () throws -> Result) throws -> Result {
      let result: Result
      do { result = try body() } catch {
        try loop.restore(start)
        throw error
      }
      try loop.restore(start)
      return result
    }

    let typical = loop.optimizer.rule.typicalRate
    let ladder = RateLadder(from: typical / 300, to: typical * 300, steps: rampSteps)
    let ramp = try restoring {
      RampCurve(ladder, try trial(.ramp, length: rampSteps, rate: ladder.rate))
    }
    guard let bottom = ramp.rateAtMinimum else { throw SearchError.nothingTrains(loop.step) }
    let centre = Double.exp(0.75 * (Double.log(bottom) - 1.5) + 0.25 * Double.log(typical))

    var probes: [Probe] = []
    func probe(_ rate: Double) throws -> Double {
      let plan = try planForRate(rate)
      let score = try restoring {
        let list = try trial(.probe(rate), length: probeSteps) { step in
          plan.values(at: step * steps / probeSteps).learningRate
        }
        return list.count < probeSteps ? .infinity : mean(list.suffix(max(1, probeSteps * 3 / 10)))
      }
      probes.append(Probe(rate: rate, loss: score))
      return score
    }
    let atCentre = try probe(centre)
    let below = try probe(centre / probeSpacing)
    _ = try probe(
      below < atCentre || !atCentre.isFinite
        ? centre / (probeSpacing * probeSpacing) : centre * probeSpacing)
    return try RateSuggestion(ramp: ramp, probes: probes, steps: spent)
  }

  /// The losses of `length` steps; fewer when one was no number or the ramp ran away.
  private func losses(
    _ length: Int, _ rate: (Int) -> Double, _ report: (Int, Double, Double) -> Bool
  ) throws -> [Double] {
    var list: [Double] = []
    for step in 0..<length {
      let learningRate = rate(step)
      let result = try loop.advance(learningRate: learningRate)
      guard report(step, learningRate, result.loss) else { throw SearchError.stopped }
      guard result.loss.isFinite, result.updated else { break }
      list.append(result.loss)
      if list.count > length / 4, result.loss > 4 * (list.min() ?? 0), result.loss > list[0] {
        break
      }
    }
    return list
  }

  private func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
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
