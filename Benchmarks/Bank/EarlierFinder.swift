import Anneal
import Foundation
import LearningRate
import Optimizers
import Training

/// The search that Anneal had before, to which the present one is compared: an exponential ramp over a
/// tenth of the run, then three trainings of a twentieth under the compressed schedule, scored by their
/// training loss; half of their weighted mean rate.
///
/// `docs/finding.md`, 'Origin', has what it was worth elsewhere.
struct EarlierFinder {
  /// The suggested rate; NaN if nothing trained.
  private(set) var rate = Double.nan
  /// The steps that it made.
  private(set) var spent = 0

  private static let spacing = 2.78

  init(_ setup: FitSetup) throws {
    let (learner, steps) = (setup.learner, setup.steps)
    let typical = learner.optimizer.rule.typicalRate
    let start = try learner.snapshot()
    var spent = 0
    func losses(_ length: Int, _ rate: (Int) throws -> Double) throws -> [Double] {
      defer { spent += length }
      var losses: [Double] = []
      for step in 0..<length {
        let report = try learner.advance(learningRate: try rate(step))
        guard report.updated else { break }
        losses.append(report.loss)
      }
      try learner.restore(start)
      return losses
    }
    let count = max(20, steps / 10)
    func ramp(_ step: Double) -> Double { typical / 300 * pow(90_000, step / Double(count - 1)) }
    let ramped = try losses(count) { ramp(Double($0)) }
    guard let bottom = Self.bottom(ramped, of: count).map(ramp) else { return }
    let length = max(10, steps / 20)
    func probe(_ rate: Double) throws -> (rate: Double, loss: Double) {
      let curve = try setup.plan(peak: rate)
      let losses = try losses(length) { curve.values(at: $0 * steps / length).learningRate }
      let last = losses.suffix(max(1, length * 3 / 10))
      let mean = last.reduce(0, +) / Double(last.count)
      return (rate, losses.count < length ? .infinity : mean)
    }
    let centre = exp(0.75 * (log(bottom) - 1.5) + 0.25 * log(typical))
    let (first, lower) = (try probe(centre), try probe(centre / Self.spacing))
    let isLower = lower.loss < first.loss || !first.loss.isFinite
    let third = try probe(isLower ? lower.rate / Self.spacing : first.rate * Self.spacing)
    rate = Self.mean(of: [first, lower, third]) / 2
    self.spent = spent
  }

  /// The step with the lowest smoothed loss after the first quarter of the ramp, corrected for the lag.
  private static func bottom(_ losses: [Double], of count: Int) -> Double? {
    let beta = 1 - 1 / max(3, 0.06 * Double(count))
    var (mean, weight) = (0.0, 0.0)
    let smoothed = losses.map { loss in
      mean = beta * mean + (1 - beta) * loss
      weight = beta * weight + (1 - beta)
      return mean / weight
    }
    let lowest = smoothed.indices.dropFirst(count / 4).min { smoothed[$0] < smoothed[$1] }
    return lowest.map { max(0, Double($0) - min(3, beta / (1 - beta))) }
  }

  private static func mean(of probes: [(rate: Double, loss: Double)]) -> Double {
    let scored = probes.filter(\.loss.isFinite)
    guard let best = scored.map(\.loss).min(), best > 0 else { return .nan }
    let weights = scored.map { exp(-log($0.loss / best) / 0.3) }
    let sum = zip(scored, weights).reduce(0) { $0 + $1.1 * log($1.0.rate) }
    return exp(sum / weights.reduce(0, +))
  }
}
