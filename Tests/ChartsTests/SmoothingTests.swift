import Charts
import Testing

@Suite struct SmoothingTests {
  @Test func `three values by hand`() {
    // β = 0.5: m = 2, 3, 3.5; divided by 1 - β^t = 0.5, 0.75, 0.875.
    #expect(smoothed([4, 4, 4], factor: 0.5) == [4, 4, 4])
    let values = smoothed([4, 0, 8], factor: 0.5)
    // m = 2, 1, 4.5 → 2/0.5, 1/0.75, 4.5/0.875
    #expect(zip(values, [4, 4.0 / 3, 36.0 / 7]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `a factor of zero returns the series`() {
    #expect(smoothed([3, -1, 2], factor: 0) == [3, -1, 2])
  }

  @Test func `a value that is not finite leaves a gap and no trace`() {
    let values = smoothed([4, .nan, .infinity, 0], factor: 0.5)
    #expect(values[1].isNaN && values[2].isNaN)
    #expect(abs(values[3] - 4.0 / 3) < 1e-12)
  }

  @Test func `a noisy series comes with its smoothed line`() {
    let pair = Series.noisy("loss", points: [.init(x: 1, y: 4), .init(x: 2, y: 0)], factor: 0.5)
    #expect(pair.map(\.name) == ["loss", "loss, smoothed"])
    #expect(pair.map(\.style) == [.faint, .strong])
    #expect(pair[1].points.map(\.x) == [1, 2])
    #expect(pair[1].points[0].y == 4 && abs(pair[1].points[1].y - 4.0 / 3) < 1e-12)
  }

  @Test func `a factor of one stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = smoothed([1], factor: 1) }
  }
}
