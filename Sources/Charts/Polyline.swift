/// A line through points, without the points that make no visible difference.
struct Polyline {
  /// A point in a drawing.
  typealias Point = (x: Double, y: Double)

  /// The points to draw.
  let points: [Point]

  /// How many points one stroke may stand for: it bounds the work, which is this times the points.
  private static let longest = 64

  /// Leaves out points that are at most `tolerance` from the line without them.
  init(_ all: [Point], tolerance: Double = 0.1) {
    var kept = all.first.map { [$0] } ?? []
    var start = 0
    while start + 1 < all.count {
      var end = start + 1
      while end + 1 < all.count, end - start < Self.longest,
        (start + 1...end).allSatisfy({
          Self.distance(from: all[$0], to: (all[start], all[end + 1])) <= tolerance
        })
      {
        end += 1
      }
      kept.append(all[end])
      start = end
    }
    points = kept
  }

  /// The distance of a point from a stroke.
  private static func distance(from point: Point, to stroke: (a: Point, b: Point)) -> Double {
    let (along, across) = (stroke.b.x - stroke.a.x, stroke.b.y - stroke.a.y)
    let square = along * along + across * across
    let (x, y) = (point.x - stroke.a.x, point.y - stroke.a.y)
    let fraction = square > 0 ? min(max((x * along + y * across) / square, 0), 1) : 0
    let (dx, dy) = (x - fraction * along, y - fraction * across)
    return (dx * dx + dy * dy).squareRoot()
  }
}
