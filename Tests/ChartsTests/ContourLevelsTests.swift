import Charts
import Testing

@Suite struct ContourLevelsTests {
  @Test func `over decades above the least value levels follow by one factor`() throws {
    // 1e-3 … 1e3 in equal steps of the logarithm, above 5.
    let values = (0...6000).map { 5 + PowersOfTen.raised(Double($0) / 1000 - 3) }
    let levels = ContourLevels(for: values, floor: 5)
    #expect(levels.values.count == 12)
    let distances = levels.values.map { $0 - 5 }
    let factors = zip(distances, distances.dropFirst()).map { $1 / $0 }
    // From the 0.5 % quantile to the 97 %: 96.5 % of 6 decades in eleven steps.
    let factor = PowersOfTen.raised(0.965 * 6 / 11)
    #expect(factors.allSatisfy { abs($0 / factor - 1) < 1e-6 })
    guard case .factor(let told, let floor) = levels.spacing else {
      Issue.record("\(levels.spacing)")
      return
    }
    #expect(abs(told / factor - 1) < 1e-6 && floor == 5)
  }

  @Test func `without a least value, or in a narrow span, levels are round and equally far`() {
    let values = (0...1000).map { Double($0) / 100 - 4 }  // -4 … 6
    for floor: Double? in [nil, -10, Double.nan, Double.infinity] {
      let levels = ContourLevels(for: values, floor: floor)
      // Inside the 1 % to 99 % quantiles, -3.9 … 5.9: 9.8 / 12 is nearest to 1.
      #expect(levels.values == [-3, -2, -1, 0, 1, 2, 3, 4, 5])
      #expect(levels.spacing == .equal)
    }
  }

  private static let levelless: [[Double]] = [
    [], [.nan, .infinity, -.infinity], [3, 3, 3], [0, 0], [1, 1 + 2.3e-16],
  ]

  @Test(arguments: levelless)
  func `equal values, or none, have no levels`(values: [Double]) {
    let levels = ContourLevels(for: values, floor: 0)
    #expect(levels.values.isEmpty && levels.spacing == .none)
  }

  private static let extremes: [[Double]] = [
    [-1.7e308, 1.7e308], [0, .leastNonzeroMagnitude], [1e30, 2e30, 1e31], [0, 0, 0, 1e300],
    [.nan, 1, 2, .infinity], [1e16] + Array(repeating: 1e16 + 64, count: 9),
  ]

  @Test(arguments: extremes)
  func `levels of extreme values are finite and ascend`(values: [Double]) {
    for floor: Double? in [nil, 0, -1.7e308, 1e305, 1e16] {
      let levels = ContourLevels(for: values, floor: floor).values
      #expect(levels.allSatisfy { $0.isFinite })
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func `a plateau at the least value does not hide the rest`() {
    let values = Array(repeating: 0.0, count: 100) + (1...100).map { Double($0) }
    #expect(ContourLevels(for: values, floor: 0).values.count == 12)
  }
}
