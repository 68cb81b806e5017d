/// The models that could have made a log's rates, each with numbers that come near.
///
/// A curve is taken apart as a composition is put together: what is behind a warmup is fitted by itself,
/// as if the run began there, and the nearest of it then behind each warmup; the same for what is repeated,
/// clamped, held or delayed. What is plain and has the rates is not taken apart.
enum FitModels {
  /// The nearest few; `depth` is how many parts may still be taken off.
  static func nearest(_ count: Int, to points: FitPoints, depth: Int) -> [FitModel] {
    guard points.steps.count > 1 else { return FitDecays(points).all.nearest(count, to: points) }
    var found = simple(to: points, depth: depth)
    func isDone() -> Bool { depth == 0 || points.budget.isSpent || isPlain(found, points) }
    if isDone() { return found.nearest(count, near: points.near) }
    found += FitParts(points, FitOutline(points), depth: depth).all.fitted(to: points)
    if isDone() { return found.nearest(count, near: points.near) }
    found += FitJoints(points, depth: depth).all.fitted(to: points)
    if isDone() { return found.nearest(count, near: points.near) }
    found += FitBends(FitDecays(points).all.fitted(to: points), points).all.fitted(to: points)
    return found.nearest(count, near: points.near)
  }

  /// The nearest few of those that have at most a warmup before them.
  static func simple(_ count: Int, to points: FitPoints) -> [FitModel] {
    simple(to: points, depth: 1).nearest(count, near: points.near)
  }

  private static func simple(
    to points: FitPoints, depth: Int
  ) -> [(model: FitModel, deviation: Double)] {
    let outline = FitOutline(points)
    let bodies =
      FitDecays(points).all + FitStairs(points, outline).models + FitCycles(points, outline).all
    let found = bodies.fitted(to: points)
    if depth == 0 || points.budget.isSpent || isPlain(found, points) { return found }
    return found + FitHeads(points, outline, depth: depth).all.fitted(to: points)
  }

  private static func isPlain(
    _ found: [(model: FitModel, deviation: Double)], _ points: FitPoints
  ) -> Bool {
    found.contains { $0.deviation <= points.near && $0.model.complexity <= 6 }
  }
}
