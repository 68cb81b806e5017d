public import Charts
public import LearningRate

/// The rate over the steps of a run, under one schedule or several, and what else a plan schedules.
public enum ScheduleChart {
  /// The largest number of drawn points, which is more than a screen has.
  static let pointLimit = 10_000

  /// A chart of `curves` over `steps` steps.
  public static func chart(
    of curves: [(name: String, curve: Curve)], steps: Int, isLogarithmic: Bool = false
  ) -> Chart {
    chart(
      of: curves.map { ScheduleLine($0.name, $0.curve) }, steps: steps,
      isLogarithmic: isLogarithmic)
  }

  /// A chart of lines over `steps` steps: a panel for each quantity.
  static func chart(
    of lines: [ScheduleLine], title: String = "", steps: Int, isLogarithmic: Bool = false
  ) -> Chart {
    var quantities: [String] = []
    for line in lines where !quantities.contains(line.quantity) { quantities.append(line.quantity) }
    let panels = quantities.map { quantity in
      let isRate = quantity == "rate"
      return Panel(
        title: lines.count == 1 ? lines[0].name : "",
        y: Axis(
          isRate ? "learning rate" : quantity, scale: isRate && isLogarithmic ? .log : .linear),
        series: lines.filter { $0.quantity == quantity }.map {
          Series($0.name, points: points(of: $0, steps: steps))
        })
    }
    return Chart(title: title, x: Axis("step"), panels: panels)
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
  static func steps(of count: Int) -> [Int] {
    let drawn = min(count, pointLimit)
    return (0..<drawn).map { index in
      let fraction = drawn > 1 ? Double(index) / Double(drawn - 1) : 0
      return drawn == count ? index : Int((fraction * Double(count - 1)).rounded())
    }
  }

  private static func points(of line: ScheduleLine, steps count: Int) -> [Series.Point] {
    steps(of: count).map { Series.Point(x: Double($0), y: line.value($0)) }
  }
}
