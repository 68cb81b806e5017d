import Charts
import Testing

@Suite struct PlaneViewTests {
  private static func point(_ x: Double, _ y: Double) -> Series.Point { Series.Point(x: x, y: y) }

  private static func expectProportions(_ view: PlaneView) {
    let width = view.x.upperBound - view.x.lowerBound
    let height = view.y.upperBound - view.y.lowerBound
    #expect(width > 0 && width.isFinite)
    // Relative to the bounds too, of which the extents are differences.
    let size = max(width, view.x.upperBound.magnitude, view.y.upperBound.magnitude)
    #expect(abs(height - width * 2 / 3) <= 1e-9 * width + 1e-14 * size)
  }

  @Test func `landmarks and path by hand`() {
    let view = PlaneView(
      of: [[Self.point(0, 0), Self.point(2, 4)]], landmarks: [Self.point(0, 0), Self.point(4, 1)])
    // The box is 0 … 4 by 0 … 4, with 0.15 · 4 = 0.6 around it: -0.6 … 4.6 both ways; 5.2 high
    // is 7.8 wide, around 2.
    #expect(abs(view.x.lowerBound + 1.9) < 1e-12 && abs(view.x.upperBound - 5.9) < 1e-12)
    #expect(abs(view.y.lowerBound + 0.6) < 1e-12 && abs(view.y.upperBound - 4.6) < 1e-12)
  }

  @Test(arguments: [1e3, 1e30, 1e300, .infinity, .nan])
  func `a path that diverges does not push the rest into a corner`(far: Double) {
    let landmarks = [Self.point(-1, 0), Self.point(1, 1)]
    let near = [Self.point(-1, 0), Self.point(-2, 1)]
    let wild = near + [Self.point(far, 0), Self.point(0, -far), Self.point(far, far)]
    #expect(
      PlaneView(of: [wild], landmarks: landmarks) == PlaneView(of: [near], landmarks: landmarks))
  }

  private static let paths: [[Series.Point]] = [
    [], [point(0, 0)], [point(3, -2), point(3, -2), point(3, -2)], [point(1e30, 1e30)],
    [point(1e30, -1e30), point(-1e30, 1e30)], [point(1e300, 0)], [point(.nan, 1)],
    [point(.infinity, .infinity)], [point(1e-300, 0), point(0, 1e-300)],
    [point(5, 5), point(5, 5 + 1e-15)], [point(1e12, 0), point(1e12 + 1, 0)],
  ]

  @Test(arguments: paths)
  func `any path has a view of the right proportions`(points: [Series.Point]) {
    for landmarks in [[], points, [Self.point(0, 0)]] {
      let view = PlaneView(of: [points], landmarks: landmarks)
      Self.expectProportions(view)
      for point in landmarks where point.x.magnitude < 1e100 && point.y.magnitude < 1e100 {
        #expect(view.x.contains(point.x) && view.y.contains(point.y), "\(view) \(point)")
      }
    }
  }

  @Test func `a path that stays near its only landmark fills the view`() {
    let path = [Self.point(7, 7), Self.point(7.001, 7.002)]
    let view = PlaneView(of: [path], landmarks: [path[0]])
    #expect(view.y.upperBound - view.y.lowerBound < 0.004)
  }

  @Test func `ranges are widened, never cut`() {
    #expect(PlaneView(around: 0...3, 0...1) == PlaneView(around: 0...3, -0.5...1.5))
    #expect(PlaneView(around: 0...3, -1...3).x == -1.5...4.5)
    let all: [ClosedRange<Double>] = [
      0...(.infinity), -.infinity ... .infinity, 1...1, 0...(.leastNonzeroMagnitude),
    ]
    for bad in all {
      Self.expectProportions(PlaneView(around: bad, bad))
    }
  }
}
