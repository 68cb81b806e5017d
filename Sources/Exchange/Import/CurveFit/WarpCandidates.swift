/// Decays with a changed time axis (`warped`, `advanced`), and products of two decays
/// (`multiplied`).
struct WarpCandidates {
  private(set) var models: [CurveModel] = []

  /// Changes the decays that fit best by themselves.
  init(_ decays: [(model: CurveModel, deviation: Double)], _ points: RatePoints) {
    let plain = decays.filter { $0.model.complexity <= 3 && $0.model.start.count > 1 }
    for model in plain.nearest(8, within: points.tolerance) {
      for word in ["cosine", "linear"] {
        add(model, (.factor, 0.3)) { "\($0).multiplied(by: \(word)(from: 1, to: \($1[0])))" }
      }
      for power in [0.6, 1.7] {
        add(model, (.factor, power)) { "\($0).warped(power: \($1[0]))" }
      }
      add(model, (.length, points.run / 20)) { "\($0).advanced(by: \($1[0]))" }
    }
  }

  private mutating func add(
    _ model: CurveModel, _ more: (CurveModel.Parameter, Double),
    _ wrap: @escaping @Sendable (String, [String]) -> String
  ) {
    models.append(model.wrapped([more], complexity: 3, wrap))
  }
}
