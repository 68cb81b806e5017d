import Charts
import Testing

@Suite struct TraceTests {
  private func trace(
    _ points: [(x: Double, y: Double)], _ x: ClosedRange<Double>, columns: Int = 100
  )
    -> Trace
  {
    Trace(
      Series("s", points: points), x: Domain([], axis: Axis(range: x)),
      y: Domain([], axis: Axis(range: 0...1)), columns: columns)
  }

  @Test func `a point that is not finite splits the line and is counted`() {
    let trace = trace([(0, 0), (1, .nan), (2, 1), (.infinity, 0), (4, 0)], 0...4)
    #expect(trace.lines.map(\.count) == [1, 1, 1])
    #expect(trace.notFinite == 2 && trace.notPositive == 0)
  }

  @Test func `a value at zero on a log axis is counted apart`() {
    let trace = Trace(
      Series("s", values: [1, 0, -2, 10]), x: Domain([0, 3], axis: Axis()),
      y: Domain([1, 10], axis: Axis(scale: .log)), columns: 10)
    #expect(trace.notPositive == 2 && trace.notFinite == 0)
    #expect(trace.lines.map(\.count) == [1, 1])
  }

  @Test func `of many points in a column the first, lowest, highest and last remain`() {
    // Ten points in the left half, in one of the two columns.
    let heights = [0.5, 0.6, 0.9, 0.4, 0.1, 0.3, 0.7, 0.2, 0.6, 0.5]
    let points = heights.enumerated().map { (x: Double($0.offset) / 20, y: $0.element) }
    let trace = trace(points, 0...1, columns: 2)
    #expect(trace.lines.first?.map(\.y) == [0.5, 0.9, 0.1, 0.5])
  }

  @Test func `a million points become few and the spike stays`() {
    let points = (0..<1_000_000).map { (x: Double($0), y: $0 == 654_321 ? 1.0 : 0.5) }
    let trace = trace(points, 0...999_999, columns: 500)
    let kept = trace.lines.flatMap { $0 }
    #expect(kept.count <= 4 * 501)
    #expect(kept.contains { $0.y == 1 })
    #expect(kept.map(\.x) == kept.map(\.x).sorted())
  }

  @Test func `a line is cut where it leaves the range`() throws {
    // From (0, 0) to (4, 2) and back to (8, 0): above y = 1 between x = 2 and x = 6.
    let trace = trace([(0, 0), (4, 2), (8, 0)], 0...8)
    let ends = trace.lines.map { $0.map { [$0.x * 8, $0.y] } }
    #expect(ends == [[[0, 0], [2, 1]], [[6, 1], [8, 0]]])
  }

  @Test func `a line that passes a corner outside is not drawn`() {
    // At x = 0 it is at y = 1.5, above the range; it left y ≤ 1 at x = -0.5.
    #expect(trace([(-1, 0.5), (0.5, 2)], 0...1).lines.isEmpty)
  }
}
