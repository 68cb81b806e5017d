public import Charts
public import LearningRate

/// The rate over the steps of a run, under one schedule or several.
public enum ScheduleChart {
  /// The largest number of drawn points, which is more than a screen has.
  static let pointLimit = 10_000

  /// A chart of `curves` over `steps` steps.
  public static func chart(
    of curves: [(name: String, curve: Curve)], steps: Int, isLogarithmic: Bool = false
  ) -> Chart {
    Chart(
      x: Axis("step"),
      panels: [
        Panel(
          title: curves.count == 1 ? curves[0].name : "",
          y: Axis("learning rate", scale: isLogarithmic ? .log : .linear),
          series: curves.map { Series($0.name, points: points(of: $0.curve, steps: steps)) })
      ])
  }

  /// A chart of the rate under `plan` from a step of the run on.
  public static func chart(of plan: ResolvedPlan, from start: Int, to end: Int) -> Chart {
    let stride = max(1, (end - start) / pointLimit)
    let points = Swift.stride(from: start, to: end, by: stride).map {
      Series.Point(x: Double($0), y: plan.values(at: $0).learningRate)
    }
    return Chart(
      x: Axis("step"),
      panels: [Panel(title: "", y: Axis("learning rate"), series: [Series("", points: points)])])
  }

  /// Every step of a short run, or `pointLimit` steps of a long one, including the first and the
  /// last.
  static func points(of curve: Curve, steps: Int) -> [Series.Point] {
    let count = min(steps, pointLimit)
    return (0..<count).map { index in
      let share = count > 1 ? Double(index) / Double(count - 1) : 0
      let step = count == steps ? index : Int((share * Double(steps - 1)).rounded())
      return Series.Point(x: Double(step), y: curve.value(at: step))
    }
  }
}
