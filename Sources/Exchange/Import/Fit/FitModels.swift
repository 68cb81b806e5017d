/// The models that could have made a log's rates, each with numbers that come near.
///
/// A curve is taken apart as a composition is put together: what is behind a warmup is fitted by itself,
/// as if the run began there, and the nearest of it then behind each warmup; the same for what is repeated,
/// clamped, held or delayed. What is plain and has the rates is not taken apart.
enum FitModels {
  /// The nearest few; `depth` is how many parts may still be taken off.
  static func nearest(_ count: Int, to points: FitPoints, depth: Int) -> [FitModel] {
    guard points.steps.count > 1 else { return FitDecays(points).all.nearest(count, to: points) }
    let outline = FitOutline(points)
    func isPlain(_ found: [(model: FitModel, deviation: Double)]) -> Bool {
      found.contains { $0.deviation <= points.noise && $0.model.complexity <= 6 }
    }
    let bodies =
      FitDecays(points).all + FitStairs(points, outline).models + FitCycles(points, outline).all
    var found = bodies.fitted(to: points)
    if depth == 0 || isPlain(found) { return found.nearest(count) }
    found += FitHeads(points, outline, depth: depth).all.fitted(to: points)
    if isPlain(found) { return found.nearest(count) }
    found += FitParts(points, outline, depth: depth).all.fitted(to: points)
    if isPlain(found) { return found.nearest(count) }
    found += FitJoints(points, depth: depth).all.fitted(to: points)
    return found.nearest(count)
  }
}
