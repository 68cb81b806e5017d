import Charts
import Testing

@Suite struct TicksTests {
  struct Case: Sendable {
    let bounds: ClosedRange<Double>
    let scale: Axis.Scale
    let count: Int
    let labels: [String]
  }

  @Test(arguments: [
    Case(
      bounds: 0...1, scale: .linear, count: 5, labels: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    Case(
      bounds: 0...10_000, scale: .linear, count: 5, labels: ["0", "2k", "4k", "6k", "8k", "10k"]),
    Case(bounds: 0...3e-4, scale: .linear, count: 3, labels: ["0", "1e-4", "2e-4", "3e-4"]),
    Case(bounds: -1...1, scale: .linear, count: 4, labels: ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    Case(
      bounds: 0.2131...0.2133, scale: .linear, count: 2, labels: ["0.2131", "0.2132", "0.2133"]),
    Case(
      bounds: 100_000...102_000, scale: .linear, count: 4,
      labels: ["100k", "100.5k", "101k", "101.5k", "102k"]),
    Case(bounds: 0.03...0.27, scale: .linear, count: 3, labels: ["0.1", "0.2"]),
    Case(
      bounds: -4e307...4e307, scale: .linear, count: 4,
      labels: ["-4e307", "-2e307", "0", "2e307", "4e307"]),
    Case(
      bounds: 1e-6...1, scale: .log, count: 7,
      labels: ["1e-6", "1e-5", "1e-4", "1e-3", "1e-2", "0.1", "1"]),
    Case(bounds: 1e-6...1, scale: .log, count: 4, labels: ["1e-6", "1e-4", "1e-2", "1"]),
    Case(bounds: 1...50, scale: .log, count: 4, labels: ["1", "2", "5", "10", "20", "50"]),
    Case(
      bounds: 2.1e-3...2.9e-3, scale: .log, count: 4,
      labels: ["0.0022", "0.0024", "0.0026", "0.0028"]),
    Case(bounds: 1e-300...1e300, scale: .log, count: 6, labels: ["1e-200", "1", "1e200"]),
  ])
  func `ticks are round numbers with one form of label`(example: Case) {
    let axis = Axis(scale: example.scale, range: example.bounds)
    let ticks = Ticks.ticks(in: Domain([], axis: axis), count: example.count)
    #expect(ticks.map(\.label) == example.labels)
  }

  @Test(arguments: [Axis.Scale.linear, .log])
  func `ticks are inside, ascending, and few`(scale: Axis.Scale) {
    for low in [1e-200, 1e-5, 0.3, 7, 123_456.0] {
      for ratio in [1.001, 1.7, 30, 1e6] {
        let axis = Axis(scale: scale, range: low...(low * ratio))
        let ticks = Ticks.ticks(in: Domain([], axis: axis), count: 6).map(\.value)
        #expect(!ticks.isEmpty && ticks.count <= 14)
        #expect(ticks == ticks.sorted() && Set(ticks).count == ticks.count)
        #expect(ticks.allSatisfy { low * (1 - 1e-6) <= $0 && $0 <= low * ratio * (1 + 1e-6) })
      }
    }
  }

  @Test func `powers of ten are exact`() {
    #expect(PowersOfTen.exponent(of: 1000) == 3)
    #expect(PowersOfTen.exponent(of: 999.9999999999999) == 2)
    #expect(PowersOfTen.exponent(of: 1e-5) == -5)
    #expect(PowersOfTen.multiple(3, ofPower: -1) == 0.3)
  }
}
