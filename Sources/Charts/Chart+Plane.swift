extension Chart {
  /// Paths in the plane over the level lines of a function of two variables.
  ///
  /// ```swift
  /// let view = PlaneView(of: [steps], landmarks: [minimum])
  /// let chart = Chart.plane(
  ///   title: "sgd", view: view, paths: [Series("sgd", points: steps)], minima: [minimum], floor: 0
  /// ) { x, y in x * x + 10 * y * y }
  /// ```
  ///
  /// Both axes have the same scale. Each path has dots at its steps, as far as there is room, and
  /// its end is marked; point `i` is the position after `i` steps. Points outside the view are not
  /// drawn, and a footnote says how many, and which is the first.
  ///
  /// - Parameters:
  ///   - title: the headline; may be empty.
  ///   - subtitle: a line beneath the headline, such as the formula; may be empty.
  ///   - x: the name of the first variable.
  ///   - y: the name of the second variable.
  ///   - view: the part of the plane to show.
  ///   - paths: the paths, whatever their style; several have a legend.
  ///   - minima: the points with the least value.
  ///   - floor: the least value, if there is one.
  ///   - value: the function.
  public static func plane(
    title: String = "", subtitle: String = "", x: String = "x", y: String = "y", view: PlaneView,
    paths: [Series], minima: [Series.Point] = [], floor: Double? = nil,
    value: (Double, Double) -> Double
  ) -> Chart {
    var marks: [Mark] = []
    for (index, minimum) in minima.enumerated() {
      marks.append(.target(x: minimum.x, y: minimum.y, label: index == 0 ? "minimum" : ""))
    }
    var starts: [Series.Point] = []
    for start in paths.compactMap(\.points.first) where !starts.contains(start) {
      marks.append(.point(x: start.x, y: start.y, label: starts.isEmpty ? "start" : ""))
      starts.append(start)
    }
    return Chart(
      title: title, subtitle: subtitle, x: Axis(x),
      panels: [
        Panel(
          y: Axis(y), series: paths.map { Series($0.name, points: $0.points, style: .path) },
          marks: marks, contours: ContourMap(x: view.x, y: view.y, floor: floor, value: value))
      ])
  }
}
