/// Ways down whose time is bent or moved, or that are multiplied by another way down.
struct FitBends {
  private(set) var all: [FitModel] = []

  /// Around those of `bodies` that come nearest by themselves.
  init(_ bodies: [(model: FitModel, deviation: Double)], _ points: FitPoints) {
    let plain = bodies.filter { $0.model.complexity <= 3 && $0.model.start.count > 1 }
    for model in plain.nearest(8, near: points.near) {
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
    _ model: FitModel, _ more: (FitModel.Parameter, Double),
    _ wrap: @escaping @Sendable (String, [String]) -> String
  ) {
    all.append(model.wrapped([more], complexity: 3, wrap))
  }
}
