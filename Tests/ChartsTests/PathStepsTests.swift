import Charts
import Testing

@Suite struct PathStepsTests {
  private static func steps(_ points: [(Double, Double)]) -> PathSteps {
    let domain = Domain([], axis: Axis(range: 0...10))
    return PathSteps(points.map { Series.Point(x: $0.0, y: $0.1) }, x: domain, y: domain)
  }

  @Test func `points outside and points that are no place are counted apart`() {
    let steps = Self.steps([(1, 1), (11, 5), (2, 2), (5, -1e30), (.nan, 1), (1, .infinity)])
    #expect(steps.positions.map(\.x) == [0.1, 0.2])
    #expect(steps.outside.count == 2 && steps.outside.first == 1)
    #expect(steps.notFinite.count == 2 && steps.notFinite.first == 4)
    #expect(
      steps.notes == [
        "2 outside the view (the first at step 1)", "2 not finite (the first at step 4)",
      ])
    #expect(steps.end == nil)
  }

  @Test func `the end is the last point, when it can be seen`() {
    let end = Self.steps([(20, 20), (5, 10)]).end
    #expect(end?.x == 0.5 && end?.y == 1)
    #expect(Self.steps([(5, 5), (5, 11)]).end == nil)
    #expect(Self.steps([(5, 5), (.nan, 5)]).end == nil)
    #expect(Self.steps([]).end == nil && Self.steps([]).notes.isEmpty)
  }

  @Test func `a path that stands still is one place`() {
    let steps = Self.steps(Array(repeating: (3, 3), count: 1000))
    #expect(steps.positions.count == 1 && steps.end == steps.positions.first)
  }
}
