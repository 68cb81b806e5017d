/// The values at which level lines are drawn, chosen from the values of a grid.
///
/// Where the values above a known least one span more than a factor of thirty, levels are spaced
/// by equal factors above it, so that a narrow valley shows as well as its walls; the lowest
/// encloses a two-hundredth of the plane, and a thirty-third is above the highest. Otherwise the
/// levels are round numbers at equal distances.
package struct ContourLevels: Equatable, Sendable {
  /// How levels follow each other.
  package enum Spacing: Equatable, Sendable {
    case none, equal
    /// The factor between distances from the least value.
    case factor(Double, above: Double)
  }

  /// How many levels there are if they are spaced by equal factors.
  package static let count = 12
  private static let leastFactor = 30.0

  /// The levels, ascending.
  package let values: [Double]
  /// How they are spaced.
  package let spacing: Spacing

  /// Levels for these values, which need not be finite.
  ///
  /// - Parameter floor: the least value of the function, or nil if it has none.
  package init(for values: [Double], floor: Double?) {
    let sorted = values.filter(\.isFinite).sorted()
    func quantile(_ fraction: Double) -> Double { sorted[Int(fraction * Double(sorted.count - 1))] }
    guard let least = sorted.first, let most = sorted.last,
      most - least > 1e-12 * max(most.magnitude, least.magnitude)
    else {
      (self.values, spacing) = ([], .none)
      return
    }
    if let floor, floor.isFinite {
      let high = min(quantile(0.97) - floor, Double.greatestFiniteMagnitude)
      let low = max(quantile(0.005) - floor, high * 1e-12)
      if low > 0, high / low >= Self.leastFactor {
        let (start, end) = (PowersOfTen.logarithm(low), PowersOfTen.logarithm(high))
        let step = (end - start) / Double(Self.count - 1)
        let levels = (0..<Self.count)
          .map { floor + PowersOfTen.raised(start + Double($0) * step) }
        self.values = Self.ascending(levels)
        spacing = .factor(PowersOfTen.raised(step), above: floor)
        return
      }
    }
    let (low, high) = (quantile(0.01), quantile(0.99))
    let domain = Domain(low < high ? [low, high] : [least, most], axis: Axis())
    self.values = Self.ascending(Ticks.ticks(in: domain, count: Self.count).map(\.value))
    spacing = self.values.isEmpty ? .none : .equal
  }

  /// The levels without those that rounding made equal.
  private static func ascending(_ levels: [Double]) -> [Double] {
    levels.reduce(into: []) { kept, level in
      if level.isFinite, kept.last.map({ $0 < level }) ?? true { kept.append(level) }
    }
  }
}
