/// The part of the plane that shows paths and landmarks.
///
/// It is half as wide again as it is high, in the units of the data: with the same scale on both
/// axes a gradient crosses level lines at right angles, as it does in truth, and a narrow valley
/// looks narrow. All landmarks are in it, the first points of paths among them, and paths as long
/// as they stay within three times the landmarks' extent: a path that diverges does not push the
/// rest into a corner.
public struct PlaneView: Hashable, Sendable {
  /// The height over the width.
  static let ratio = 2.0 / 3
  /// Free space on each side, as a share of the extent.
  private static let margin = 0.15
  /// The magnitude beyond which coordinates are left out, so that areas stay finite.
  private static let largest = 1e150

  /// The horizontal extent.
  public let x: ClosedRange<Double>
  /// The vertical extent.
  public let y: ClosedRange<Double>

  /// The smallest view of the proportions above around two ranges.
  ///
  /// Bounds that are not finite, or beyond 1e150, and ranges too small for their size are replaced
  /// by ones that can be shown.
  public init(around x: ClosedRange<Double>, _ y: ClosedRange<Double>) {
    func bounded(_ range: ClosedRange<Double>) -> (middle: Double, size: Double) {
      let low = range.lowerBound.isNaN ? -1 : max(range.lowerBound, -Self.largest)
      let high = range.upperBound.isNaN ? 1 : min(range.upperBound, Self.largest)
      return (low / 2 + high / 2, high - low)
    }
    let (across, up) = (bounded(x), bounded(y))
    let size = max(across.middle.magnitude, up.middle.magnitude)
    let smallest = size > 0 ? 1e-9 * size : 1e-300
    let width = max(across.size, up.size / Self.ratio, smallest)
    let height = width * Self.ratio
    self.x = (across.middle - width / 2)...(across.middle + width / 2)
    self.y = (up.middle - height / 2)...(up.middle + height / 2)
  }

  /// The view of paths and landmarks: the minima, or the corners of a region.
  ///
  /// The first point of each path is a landmark too. Coordinates that are not finite, or beyond
  /// 1e150, are left out.
  public init(of paths: [[Series.Point]], landmarks: [Series.Point] = []) {
    func isUsable(_ point: Series.Point) -> Bool {
      point.x.magnitude <= Self.largest && point.y.magnitude <= Self.largest
    }
    let core = (landmarks + paths.compactMap { $0.first(where: isUsable) }).filter(isUsable)
    guard let box = Box(core) else {
      self.init(around: -1.5...1.5, -1...1)
      return
    }
    let magnitude = max(box.middle.x.magnitude, box.middle.y.magnitude)
    let size = box.size > 1e-9 * magnitude ? box.size : max(1, magnitude / 10)
    let near = paths.joined().filter { point in
      isUsable(point) && (point.x - box.middle.x).magnitude <= 1.5 * size
        && (point.y - box.middle.y).magnitude <= 1.5 * size
    }
    let all = Box(core + near) ?? box
    let space = all.size > 1e-9 * magnitude ? Self.margin * all.size : size / 2
    self.init(
      around: (all.low.x - space)...(all.high.x + space),
      (all.low.y - space)...(all.high.y + space))
  }

  /// The smallest rectangle around points.
  private struct Box {
    private(set) var low: Series.Point
    private(set) var high: Series.Point

    init?(_ points: [Series.Point]) {
      guard let first = points.first else { return nil }
      (low, high) = points.reduce((first, first)) { box, point in
        (
          Series.Point(x: min(box.0.x, point.x), y: min(box.0.y, point.y)),
          Series.Point(x: max(box.1.x, point.x), y: max(box.1.y, point.y))
        )
      }
    }

    var middle: Series.Point { Series.Point(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2) }
    var size: Double { max(high.x - low.x, high.y - low.y) }
  }
}
