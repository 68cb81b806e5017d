import Exchange
import Testing

@Suite struct WarmupOnsetTests {
  private let times: [Double] = [10, 20, 30, 40]

  private func onset(_ rate: (Double) -> Double) -> Double? {
    WarmupOnset(times: times, rates: times.map(rate), resolution: 0).time
  }

  @Test func `a line through the first rates is zero where the warmup started`() throws {
    #expect(abs(try #require(onset { 1e-4 * ($0 - 5) }) - 5) < 1e-9)
    #expect(abs(try #require(onset { 1e-4 * $0 })) < 1e-9)
  }

  @Test func `what is level, falls, bends or is zero between two steps has no onset`() {
    #expect(onset { _ in 0.1 } == nil)
    #expect(onset { 1 - $0 / 100 } == nil)
    #expect(onset { $0 * $0 } == nil)
    #expect(onset { 1e-4 * ($0 - 5.5) } == nil)
    #expect(WarmupOnset(times: [1, 2, 3], rates: [1, 2, 3], resolution: 0).time == nil)
  }

  @Test func `digits that a log leaves out do not hide a line`() throws {
    let rounded = times.map { (1e-4 * ($0 - 5) * 1e4).rounded() / 1e4 + ($0 == 30 ? 1e-5 : 0) }
    #expect(WarmupOnset(times: times, rates: rounded, resolution: 0).time == nil)
    let found = WarmupOnset(times: times, rates: rounded, resolution: 5e-6).time
    #expect(abs(try #require(found) - 5) < 1e-9)
  }
}
