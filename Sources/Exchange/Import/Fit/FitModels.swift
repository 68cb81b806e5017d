/// The models that could have made a log's rates, each with numbers to start from.
///
/// A curve is taken apart as a composition is put together: what is behind a warmup is fitted by itself,
/// as if the run began there, and the nearest of it then behind each warmup; the same for what is repeated,
/// clamped, held or delayed.
struct FitModels {
  let all: [FitModel]

  /// `depth` is how many parts may still be taken off.
  init(_ points: FitPoints, depth: Int = 2) {
    guard points.steps.count > 1 else {
      all = FitDecays(points).all
      return
    }
    let outline = FitOutline(points)
    var models = Self.bodies(points, outline)
    if depth > 0 {
      models += FitParts(points, outline, depth: depth).all
      models += FitHeads(points, outline, depth: depth).all
    }
    all = models
  }

  /// What begins where the points do.
  static func bodies(_ points: FitPoints, _ outline: FitOutline) -> [FitModel] {
    FitDecays(points).all + FitStairs(points, outline).models + FitCycles(points, outline).all
  }
}
