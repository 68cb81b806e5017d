/// The choice of the models that fit best to points.
///
/// Compositions are found from the inside out: the points after a warmup are fitted as a run of
/// their own, and the best models of them are put behind each kind of warmup; likewise for what is
/// repeated, clamped, held or delayed. The search ends as soon as a simple model fits.
enum ModelSelection {
  /// The few models that fit best; `depth` is the number of compositions that may still be nested.
  static func nearest(_ count: Int, to points: RatePoints, depth: Int) -> [CurveModel] {
    if points.budget.isSpent { return [] }
    guard points.steps.count > 1 else {
      return DecayCandidates(points).models.nearest(count, to: points)
    }
    var found = simple(to: points, depth: depth)
    func isFinished() -> Bool { depth == 0 || points.budget.isSpent || hasSimple(found, points) }
    if isFinished() { return found.nearest(count, within: points.tolerance) }
    found += ModifierCandidates(points, CurveFeatures(points), depth: depth).models.fitted(
      to: points)
    if isFinished() { return found.nearest(count, within: points.tolerance) }
    found += KnotCandidates(points, depth: depth).models.fitted(to: points)
    if isFinished() { return found.nearest(count, within: points.tolerance) }
    found += WarpCandidates(DecayCandidates(points).models.fitted(to: points), points).models
      .fitted(to: points)
    return found.nearest(count, within: points.tolerance)
  }

  /// The few that fit best of the models with a warmup at most.
  static func simple(_ count: Int, to points: RatePoints) -> [CurveModel] {
    simple(to: points, depth: 1).nearest(count, within: points.tolerance)
  }

  private static func simple(
    to points: RatePoints, depth: Int
  ) -> [(model: CurveModel, deviation: Double)] {
    let features = CurveFeatures(points)
    let shapes =
      DecayCandidates(points).models + StaircaseCandidates(points).models
      + CycleCandidates(points, features).models
    let found = shapes.fitted(to: points)
    if depth == 0 || points.budget.isSpent || hasSimple(found, points) { return found }
    return found + WarmupCandidates(points, features, depth: depth).models.fitted(to: points)
  }

  private static func hasSimple(
    _ found: [(model: CurveModel, deviation: Double)], _ points: RatePoints
  ) -> Bool {
    found.contains { $0.deviation <= points.tolerance && $0.model.complexity <= 6 }
  }
}
