internal import LearningRate

/// The schedules nearest to the rates of a log.
///
/// Every model is fitted to a few hundred of the points, the best of them to all, with the rate at a
/// step taken for that of the same update or of the one before, as loggers differ. Among those that
/// are about as near as the nearest, the plainest comes first.
struct CurveFit {
  /// The schedules, the answer first and then the nearest ones.
  let ranked: [ImportedSchedule]

  private struct Candidate {
    let model: FitModel
    var values: [Double]
    let points: FitPoints
    let lag: Int
    var deviation: Double
  }

  init(_ log: RateLog, steps: Int) {
    let all = [0, 1].compactMap { lag -> (lag: Int, points: FitPoints)? in
      guard lag == 0 || log.steps[0] >= 1 else { return nil }
      return (
        lag, FitPoints(steps: log.steps.map { $0 - lag }, rates: log.rates, length: steps)
      )
    }
    var candidates: [Candidate] = []
    for (lag, points) in all {
      let (thin, coarse) = (points.thinned(to: 160), points.thinned(to: 5000))
      for model in FitModels(points).all {
        let search = FitSearch(model: model, points: thin)
        guard let values = search.nearest(from: model.start) else { continue }
        // of a long log so many points tell the models apart; the best are held to all
        let deviation = coarse.deviation(of: model.schedule(values))
        guard deviation.isFinite else { continue }
        candidates.append(
          Candidate(model: model, values: values, points: points, lag: lag, deviation: deviation))
      }
    }
    candidates.sort { $0.deviation < $1.deviation }
    // what is far from the nearest cannot come first, and need not be polished
    let hopeless = max(100 * (candidates.first?.deviation ?? 0), 1e-3)
    let best = all.flatMap { reading in
      candidates.lazy.filter { $0.lag == reading.lag }.prefix(20).map {
        $0.deviation <= hopeless ? Self.polished($0) : Self.shortened($0)
      }
    }
    ranked = Self.ranked(best)
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
    if deviation <= max(best.deviation * 1.01, FitSearch.noise) {
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
    guard let least = candidates.map(\.deviation).min() else { return [] }
    let near = max(2 * least, 1e-6)
    func rank(_ candidate: Candidate) -> (Int, Int, Int, Double) {
      let isNear = candidate.deviation <= near
      let text = candidate.model.notation(candidate.values)
      return (
        isNear ? 0 : 1, isNear ? candidate.model.complexity : 0,
        // the fewer digits, the likelier that somebody chose them
        isNear ? text.count { $0 != "0" } + candidate.lag : 0, candidate.deviation
      )
    }
    var found: [ImportedSchedule] = []
    var curves: [[Double]] = []
    for candidate in candidates.sorted(by: { rank($0) < rank($1) }) {
      guard let schedule = candidate.model.schedule(candidate.values),
        let curve = candidate.points.samples(of: schedule),
        // one curve may be written in several ways, of which the plainest comes first
        !curves.contains(where: { zip($0, curve).allSatisfy { ($0 - $1).magnitude <= 1e-9 } }),
        let residuals = candidate.points.residuals(of: schedule)
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
