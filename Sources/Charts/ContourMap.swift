/// The level lines of a function of two variables over a part of the plane.
///
/// ```swift
/// ContourMap(x: -2...2, y: -1...3, floor: 0) { x, y in
///   (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
/// }
/// ```
///
/// A ``Panel`` with level lines shows exactly their part of the plane, with the same scale on both
/// axes. Where the function is not finite there are no lines.
public struct ContourMap: Hashable, Sendable {
  /// The lines at one level, in positions of the unit square.
  package struct Contour: Hashable, Sendable {
    package let level: Double
    package let lines: [[Trace.Position]]
  }

  /// How many values are asked for across; about as many per unit of length are up.
  private static let columns = 401

  /// The horizontal extent.
  public let x: ClosedRange<Double>
  /// The vertical extent.
  public let y: ClosedRange<Double>
  /// The lines, from the lowest level to the highest.
  package let contours: [Contour]
  /// A sentence on the levels.
  package let caption: String

  /// Finds about twelve level lines of a function.
  ///
  /// - Parameters:
  ///   - x: the horizontal extent.
  ///   - y: the vertical extent.
  ///   - floor: the least value of the function, above which levels are spaced by equal factors;
  ///     nil, for a function without one, gives levels at equal distances.
  ///   - value: the function, asked about 100,000 times.
  /// - Precondition: the ranges have finite, distinct bounds.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, floor: Double? = nil,
    value: (Double, Double) -> Double
  ) {
    for range in [x, y] {
      precondition(
        range.lowerBound.isFinite && range.upperBound.isFinite
          && range.lowerBound < range.upperBound,
        "a range must have finite, distinct bounds; received \(range)")
    }
    (self.x, self.y) = (x, y)
    let fraction = min(max(Self.ratio(x, y), 0.3), 1)
    let grid = Grid(
      x: x, y: y, columns: Self.columns, rows: Int(fraction * Double(Self.columns)), value: value)
    let levels = ContourLevels(for: grid.values, floor: floor)
    contours = levels.values.compactMap { level in
      let lines = LevelLines(of: grid, at: level).lines
      return lines.isEmpty ? nil : Contour(level: level, lines: lines)
    }
    caption = Self.caption(
      contours.map(\.level), levels.spacing, isFinite: grid.values.contains(where: \.isFinite))
  }

  /// The height over the width at which both axes have the same scale, kept to what can be read.
  package var plotRatio: Double { min(max(Self.ratio(x, y), 0.25), 1.25) }

  private static func ratio(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> Double {
    // Halves keep the differences finite.
    let width = x.upperBound / 2 - x.lowerBound / 2
    return width > 0 ? (y.upperBound / 2 - y.lowerBound / 2) / width : 1
  }

  private static func caption(
    _ levels: [Double], _ spacing: ContourLevels.Spacing, isFinite: Bool
  ) -> String {
    guard let first = levels.first, let last = levels.last else {
      return "no level lines: "
        + (isFinite ? "the value is the same everywhere" : "no finite value")
    }
    func range(above floor: Double) -> String {
      levels.count == 1
        ? "level line at \(compact(first - floor, digits: 2))"
        : "level lines from \(compact(first - floor, digits: 2))"
          + " to \(compact(last - floor, digits: 2))"
    }
    switch spacing {
    case .factor(let factor, let floor):
      return range(above: floor) + (floor == 0 ? "" : " above the least value")
        + (levels.count == 1 ? "" : ", each \(compact(factor, digits: 2)) times the one before")
    case .none, .equal:
      return range(above: 0)
        + (levels.count == 1 ? "" : ", every \(compact(levels[1] - first, digits: 2))")
    }
  }
}
