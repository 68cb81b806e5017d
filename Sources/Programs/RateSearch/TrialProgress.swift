/// How far in a trial each loss of a curve was printed, as a share from 0 to 1.
struct TrialProgress {
  /// A share for each loss.
  let shares: [Double]
  /// Whether they come from printed steps, which are known while the program runs.
  let isBySteps: Bool

  /// The shares in a trial of `steps` steps that is over.
  init(_ curve: LossCurve, of losses: TrialLosses, steps: Int?, isCut: Bool) {
    if let shares = Self.bySteps(curve, steps), isCut || (shares.last ?? 0) > 0.5 {
      (self.shares, isBySteps) = (shares, true)
    } else if curve.hasSteps, let last = curve.steps.last, last > 0 {
      (shares, isBySteps) = (curve.steps.map { max(0, $0) / last }, false)
    } else {
      (shares, isBySteps) = (
        curve.ordinals.map { Double($0) / Double(max(1, losses.count)) }, false
      )
    }
  }

  /// The shares in a trial that runs; nil if its steps are not printed.
  init?(running curve: LossCurve, steps: Int?) {
    guard let shares = Self.bySteps(curve, steps) else { return nil }
    (self.shares, isBySteps) = (shares, true)
  }

  private static func bySteps(_ curve: LossCurve, _ steps: Int?) -> [Double]? {
    guard let steps, curve.hasSteps, let last = curve.steps.last, let first = curve.steps.first,
      first >= 0, last <= 1.02 * Double(steps) + 1
    else { return nil }
    return curve.steps.map { min(1, $0 / Double(steps)) }
  }

  /// The loss at a share of the trial: the last one of a validation, the mean over the last 30 % of the
  /// trial in a training; nil if none was printed there.
  func value(of curve: LossCurve, at share: Double) -> Double? {
    let known = shares.indices.filter { shares[$0] <= share + 1e-9 }
    guard let last = known.last else { return nil }
    guard curve.series.isTraining else { return curve.values[last] }
    let recent = known.filter { shares[$0] > share - 0.3 }
    let used = recent.isEmpty ? [last] : recent
    return used.reduce(0) { $0 + curve.values[$1] } / Double(used.count)
  }
}

extension SeriesName {
  /// Whether it is of the batches of the training, which differ.
  var isTraining: Bool { part == .training || part == .unmarked }
}
