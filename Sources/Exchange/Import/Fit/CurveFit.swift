internal import LearningRate
internal import TrainingLogs

/// The schedules nearest to the rates of a log.
///
/// Every model is fitted to a few hundred of the points, the best of them to all, with the rate at a
/// time taken for that of the same update, of the one before, as loggers differ, or of one that lies as
/// many updates before as were skipped. Among those that are about as near as the nearest, the plainest
/// comes first. A schedule whose rate is ever negative is none.
struct CurveFit {
  /// The schedules, the answer first and then the nearest ones.
  let ranked: [ImportedSchedule]
  /// The length of the run in what the log counts.
  let length: Int
  /// How far off an answer may be, as a share of the largest rate: 1e-3, or what the log's digits leave
  /// open.
  let tolerance: Double

  private struct Candidate {
    let model: FitModel
    var values: [Double]
    let points: FitPoints
    let lag: Int
    var deviation: Double
  }

  init(_ log: RateLog, length given: Int?) {
    let clock = FitClock(log)
    let readings = Self.lags(log).map { lag in
      (lag: lag, points: Self.points(log, clock, lag: lag, length: given))
    }
    // what goes up and down all the time was hardly put together by anybody
    let depth = Self.isRough(log.rates) ? 1 : 2
    tolerance = max(1e-3, min(1.5 * readings[0].points.noise, 0.05))
    var candidates: [Candidate] = []
    for (lag, points) in readings {
      let (thin, coarse) = (points.thinned(to: 160), points.thinned(to: 5000))
      for model in FitModels.nearest(40, to: points.thinned(to: 3000), depth: depth) {
        let search = FitSearch(model: model, points: thin)
        guard let values = search.nearest(from: model.start) else { continue }
        // of a long log so many points tell the models apart; the best are held to all
        let deviation = coarse.deviation(of: model.schedule(values))
        // as many numbers as points fit whatever they are
        guard deviation.isFinite, model.start.count <= max(2, points.steps.count / 2) else {
          continue
        }
        candidates.append(
          Candidate(model: model, values: values, points: points, lag: lag, deviation: deviation))
      }
    }
    func rank(_ candidate: Candidate) -> (Double, Int) {
      (
        candidate.deviation <= candidate.points.near ? 0 : candidate.deviation,
        candidate.model.complexity
      )
    }
    candidates.sort { rank($0) < rank($1) }
    // what is far from the nearest, or from any answer, cannot come first and need not be polished
    let hopeless = min(max(100 * (candidates.first?.deviation ?? 0), 1e-3), max(tolerance, 0.05))
    let best = readings.flatMap { reading in
      candidates.lazy.filter { $0.lag == reading.lag }.prefix(20).map {
        $0.deviation <= hopeless ? Self.polished($0) : Self.shortened($0)
      }
    }
    let ranked = Self.ranked(best)
    self.ranked = ranked
    let reading = readings.first { $0.lag == ranked.first?.lag } ?? readings[0]
    length = Int(reading.points.run.rounded())
  }

  /// Whether more than a quarter of the points are turns.
  private static func isRough(_ rates: [Double]) -> Bool {
    let slopes = zip(rates, rates.dropFirst()).map { $1 - $0 }
    return zip(slopes, slopes.dropFirst()).count { $0 * $1 < 0 } * 4 > rates.count
  }

  /// How many updates before a rate may have been used.
  private static func lags(_ log: RateLog) -> [Int] {
    guard log.times[0] >= 1 else { return [0] }
    // epochs that begin with 1 count from 1
    if log.unit == .epochs { return log.times[0] == 1 ? [1] : [0, 1] }
    var lags = [0, 1]
    // a line from zero that begins late: so many updates changed nothing
    let rise = FitRise(log)
    if let start = rise.zero, start > 1.5, start < log.times[0], start < 100 {
      lags.append(Int(start.rounded()))
    }
    return lags
  }

  private static func points(
    _ log: RateLog, _ clock: FitClock, lag: Int, length: Int?
  ) -> FitPoints {
    let times = log.times.map { $0 - Double(lag) }
    let last = times[times.count - 1]
    let length = length ?? log.length ?? FitRise.length(after: last, spacing: log.spacing)
    return FitPoints(
      clock: clock, steps: times.map { Int(($0 * Double(clock.steps)).rounded()) },
      rates: log.rates, length: max(length, 1) * clock.steps, resolution: log.resolution,
      budget: FitBudget(50_000_000))
  }

  /// Fitted to more of the points, with round numbers.
  private static func polished(_ candidate: Candidate) -> Candidate {
    var best = candidate
    let points = candidate.points
    best.deviation = points.deviation(of: candidate.model.schedule(candidate.values))
    let thin = FitSearch(model: candidate.model, points: points.thinned(to: 500))
    if let values = thin.nearest(from: candidate.values) {
      let deviation = points.deviation(of: candidate.model.schedule(values))
      if deviation < best.deviation { (best.values, best.deviation) = (values, deviation) }
    }
    let values = thin.rounded(best.values)
    let deviation = points.deviation(of: candidate.model.schedule(values))
    // rounding may cost nothing where all points are looked at
    if deviation <= max(best.deviation * 1.01, points.noise) {
      (best.values, best.deviation) = (values, deviation)
    }
    return best
  }

  /// With four digits, if that makes it no worse.
  private static func shortened(_ candidate: Candidate) -> Candidate {
    var short = candidate
    short.values = candidate.values.map { value in
      let rounder = FitSearch.rounder(value)
      return rounder.first { ($0 - value).magnitude <= 1e-4 * value.magnitude } ?? value
    }
    short.deviation = short.points.deviation(of: short.model.schedule(short.values))
    var long = candidate
    long.deviation = long.points.deviation(of: long.model.schedule(long.values))
    return short.deviation <= long.deviation * 1.01 ? short : long
  }

  private static func ranked(_ candidates: [Candidate]) -> [ImportedSchedule] {
    guard let least = candidates.map(\.deviation).min(), let noise = candidates.first?.points.noise
    else { return [] }
    let near = max(2 * least, noise > 1e-6 ? 2 * noise : 1e-6)
    func rank(_ candidate: Candidate) -> (Int, Int, Int, Int, Double) {
      guard candidate.deviation <= near else { return (1, 0, 0, 0, candidate.deviation) }
      let text = candidate.model.notation(candidate.values)
      return (
        // the fewer digits, the likelier that somebody chose them
        0, 3 * candidate.model.complexity + text.count { $0.isNumber && $0 != "0" },
        candidate.lag, text.count, candidate.deviation
      )
    }
    var found: [ImportedSchedule] = []
    var curves: [[Double]] = []
    for candidate in candidates.sorted(by: { rank($0) < rank($1) }) {
      guard let schedule = candidate.model.schedule(candidate.values),
        let curve = candidate.points.samples(of: schedule),
        // one curve may be written in several ways, of which the plainest comes first
        !curves.contains(where: { zip($0, curve).allSatisfy { ($0 - $1).magnitude <= 1e-9 } }),
        let residuals = candidate.points.residuals(of: schedule),
        curve.allSatisfy({ $0 >= 0 }),
        // nor may it lead to a negative rate behind the last point
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
