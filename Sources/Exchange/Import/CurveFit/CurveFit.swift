internal import LearningRate
internal import TrainingLogs

/// The schedules that fit best to the rates of a log.
///
/// Each model is fitted to a sample of the points, and the best models to more of them. Loggers
/// differ in whether a rate was used at the step that it is logged at or at the one before, and
/// skipped updates delay it further, so each of these lags is tried. Of the schedules that fit
/// about equally well, the simplest comes first. A schedule with a negative rate is left out.
struct CurveFit {
  /// The schedules: first the answer, and then those with the next larger deviations.
  let ranked: [ImportedSchedule]
  /// The length of the run in the unit of the log.
  let length: Int
  /// The deviation up to which a schedule is an answer, as a fraction of the largest rate: 1e-3, or
  /// more if the log has few digits.
  let tolerance: Double

  private struct Candidate {
    let model: CurveModel
    var values: [Double]
    let points: RatePoints
    let lag: Int
    var deviation: Double
  }

  init(_ log: RateLog, length given: Int?) {
    let timeBase = TimeBase(log)
    let lagged = Self.lags(log).map { lag in
      (lag: lag, points: Self.points(log, timeBase, lag: lag, length: given))
    }
    // rates that go up and down all the time are hardly a composition that somebody wrote
    let depth = Self.isRough(log.rates) ? 1 : 2
    tolerance = max(1e-3, min(1.5 * lagged[0].points.noise, 0.05))
    var candidates: [Candidate] = []
    for (lag, points) in lagged {
      let (small, large) = (points.subsampled(to: 160), points.subsampled(to: 5000))
      for model in ModelSelection.nearest(40, to: points.subsampled(to: 3000), depth: depth) {
        let fit = LeastSquaresFit(model: model, points: small)
        guard let values = fit.values(from: model.start) else { continue }
        // 5000 points are enough to tell the models apart; the best are compared with all points
        // below
        let deviation = large.deviation(of: model.schedule(values))
        // a model with as many parameters as points would fit any points
        guard deviation.isFinite, model.start.count <= max(2, points.steps.count / 2) else {
          continue
        }
        candidates.append(
          Candidate(model: model, values: values, points: points, lag: lag, deviation: deviation))
      }
    }
    func rank(_ candidate: Candidate) -> (Double, Int) {
      (
        candidate.deviation <= candidate.points.tolerance ? 0 : candidate.deviation,
        candidate.model.complexity
      )
    }
    candidates.sort { rank($0) < rank($1) }
    // a candidate with a much larger deviation than the best, or than an answer may have, is not
    // refined
    let limit = min(max(100 * (candidates.first?.deviation ?? 0), 1e-3), max(tolerance, 0.05))
    let best = lagged.flatMap { lag, _ in
      candidates.lazy.filter { $0.lag == lag }.prefix(20).map {
        $0.deviation <= limit ? Self.refined($0) : Self.withFourDigits($0)
      }
    }
    let ranked = Self.ranked(best)
    self.ranked = ranked
    let answer = lagged.first { $0.lag == ranked.first?.lag } ?? lagged[0]
    length = Int(answer.points.run.rounded())
  }

  /// Whether more than a quarter of the points are local extremes.
  private static func isRough(_ rates: [Double]) -> Bool {
    let slopes = zip(rates, rates.dropFirst()).map { $1 - $0 }
    return zip(slopes, slopes.dropFirst()).count { $0 * $1 < 0 } * 4 > rates.count
  }

  /// The lags that are tried: how many updates before its logged time a rate may have been used.
  private static func lags(_ log: RateLog) -> [Int] {
    guard log.times[0] >= 1 else { return [0] }
    // epochs that start with 1 are counted from 1
    if log.unit == .epochs { return log.times[0] == 1 ? [1] : [0, 1] }
    var lags = [0, 1]
    // a warmup that starts at zero later than the run: the first updates were skipped
    let onset = WarmupOnset(times: log.times, rates: log.rates, resolution: log.resolution)
    if let start = onset.time, start > 1.5, start < log.times[0], start < 100 {
      lags.append(Int(start.rounded()))
    }
    return lags
  }

  private static func points(
    _ log: RateLog, _ timeBase: TimeBase, lag: Int, length: Int?
  ) -> RatePoints {
    let times = log.times.map { $0 - Double(lag) }
    let last = times[times.count - 1]
    let length =
      length ?? log.length
      ?? RunLength.estimate(after: last, spacing: RunLength.spacing(of: log.times))
    return RatePoints(
      timeBase: timeBase, steps: times.map { Int(($0 * Double(timeBase.steps)).rounded()) },
      rates: log.rates, length: max(length, 1) * timeBase.steps, resolution: log.resolution,
      budget: EvaluationBudget(50_000_000))
  }

  /// The candidate fitted to more of the points, and with round numbers if these fit as well.
  private static func refined(_ candidate: Candidate) -> Candidate {
    var best = candidate
    let points = candidate.points
    best.deviation = points.deviation(of: candidate.model.schedule(candidate.values))
    let fit = LeastSquaresFit(model: candidate.model, points: points.subsampled(to: 500))
    if let values = fit.values(from: candidate.values) {
      let deviation = points.deviation(of: candidate.model.schedule(values))
      if deviation < best.deviation { (best.values, best.deviation) = (values, deviation) }
    }
    let values = fit.rounded(best.values)
    let deviation = points.deviation(of: candidate.model.schedule(values))
    // round numbers are taken only if the deviation from all points stays the same
    if deviation <= max(best.deviation * 1.01, points.noise) {
      (best.values, best.deviation) = (values, deviation)
    }
    return best
  }

  /// The candidate with four digits, if its deviation stays the same.
  private static func withFourDigits(_ candidate: Candidate) -> Candidate {
    var short = candidate
    short.values = candidate.values.map { value in
      RoundNumbers.near(value).first { ($0 - value).magnitude <= 1e-4 * value.magnitude } ?? value
    }
    short.deviation = short.points.deviation(of: short.model.schedule(short.values))
    var long = candidate
    long.deviation = long.points.deviation(of: long.model.schedule(long.values))
    return short.deviation <= long.deviation * 1.01 ? short : long
  }

  private static func ranked(_ candidates: [Candidate]) -> [ImportedSchedule] {
    guard let least = candidates.map(\.deviation).min(), let noise = candidates.first?.points.noise
    else { return [] }
    let equal = max(2 * least, noise > 1e-6 ? 2 * noise : 1e-6)
    func rank(_ candidate: Candidate) -> (Int, Int, Int, Int, Double) {
      guard candidate.deviation <= equal else { return (1, 0, 0, 0, candidate.deviation) }
      let text = candidate.model.notation(candidate.values)
      return (
        // of schedules that fit equally well, one with fewer digits is likelier to be what was
        // chosen
        0, 3 * candidate.model.complexity + text.count { $0.isNumber && $0 != "0" },
        candidate.lag, text.count, candidate.deviation
      )
    }
    var found: [ImportedSchedule] = []
    var curves: [[Double]] = []
    for candidate in candidates.sorted(by: { rank($0) < rank($1) }) {
      guard let schedule = candidate.model.schedule(candidate.values),
        let curve = candidate.points.samples(of: schedule),
        // of several notations of one curve, only the simplest is listed
        !curves.contains(where: { zip($0, curve).allSatisfy { ($0 - $1).magnitude <= 1e-9 } }),
        let residuals = candidate.points.residuals(of: schedule),
        curve.allSatisfy({ $0 >= 0 }),
        // a negative rate may also come after the last point
        !zip(candidate.model.parameters, candidate.values).contains(where: { $0 == .rate && $1 < 0 }
        )
      else { continue }
      let squares = residuals.reduce(0) { $0 + $1 * $1 } / Double(residuals.count)
      curves.append(curve)
      found.append(
        ImportedSchedule(
          schedule, deviation: candidate.deviation, rootMeanSquare: squares.squareRoot(),
          lag: candidate.lag))
    }
    return found
  }
}
