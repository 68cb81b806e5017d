/// Which series of losses the trials of a search are compared by.
enum SeriesChoice {
  /// The best series that all usable trials have until their end, or as many as possible; nil if none is
  /// usable.
  static func best(of trials: [TrialLosses]) -> SeriesName? {
    let usable = trials.filter(isUsable)
    var counts: [SeriesName: (trials: Int, values: Int)] = [:]
    for trial in usable {
      for curve in trial.curves where isLate(curve, in: trial) {
        counts[curve.series, default: (0, 0)].trials += 1
        counts[curve.series, default: (0, 0)].values += curve.values.count
      }
    }
    let most = counts.values.map(\.trials).max() ?? 0
    return counts.filter { $0.value.trials == most }.min { one, other in
      if one.key.rank != other.key.rank { return one.key.rank < other.key.rank }
      if one.value.values != other.value.values { return one.value.values > other.value.values }
      return one.key.description < other.key.description
    }?.key
  }

  private static func isUsable(_ losses: TrialLosses) -> Bool {
    losses.main?.values.last?.isFinite ?? false
  }

  /// Whether it was measured in the second half too: a validation before the first step says nothing.
  private static func isLate(_ curve: LossCurve, in losses: TrialLosses) -> Bool {
    guard let last = curve.values.last, last.isFinite else { return false }
    if curve.hasSteps, let step = curve.steps.last {
      let end = losses.curves.compactMap { $0.hasSteps ? $0.steps.last : nil }.max() ?? step
      return step >= 0.5 * end
    }
    return Double(curve.ordinals.last ?? 0) >= 0.5 * Double(losses.count)
  }
}
