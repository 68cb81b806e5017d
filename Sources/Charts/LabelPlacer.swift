/// Finds positions for labels at which they hide as little as possible.
///
/// The cost of a position is what it would cover: another label costs far more than any length of
/// curve. Labels must not leave the frame.
package struct LabelPlacer: Sendable {
  /// A rectangle in the drawing, y downwards.
  package struct Box: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    /// Whether two rectangles share an area.
    package func overlaps(_ other: Box) -> Bool {
      x < other.x + other.width && other.x < x + width
        && y < other.y + other.height && other.y < y + height
    }

    func contains(_ point: (x: Double, y: Double)) -> Bool {
      x...(x + width) ~= point.x && y...(y + height) ~= point.y
    }

    func contains(_ other: Box) -> Bool {
      other.x >= x && other.x + other.width <= x + width
        && other.y >= y && other.y + other.height <= y + height
    }
  }

  /// The area for labels.
  package let frame: Box
  private var taken: [Box] = []
  private var curve: [(x: Double, y: Double)] = []

  package init(frame: Box) { self.frame = frame }

  /// Adds a line that labels should not cover.
  package mutating func avoid(_ line: [(x: Double, y: Double)]) {
    guard let first = line.first else { return }
    curve.append(first)
    for (start, end) in zip(line, line.dropFirst()) {
      let length = max(abs(end.x - start.x), abs(end.y - start.y))
      let pieces = max(1, Int((min(length, 4000) / 4).rounded(.up)))
      for piece in 1...pieces {
        let fraction = Double(piece) / Double(pieces)
        curve.append(
          (start.x + fraction * (end.x - start.x), start.y + fraction * (end.y - start.y)))
      }
    }
  }

  /// Adds a rectangle that labels must not cover.
  package mutating func reserve(_ box: Box) { taken.append(box) }

  /// Returns the best of the candidates, the first of equal ones, and reserves it; nil if none fits
  /// the frame.
  package mutating func place(_ candidates: [Box]) -> Box? {
    let possible = candidates.filter(frame.contains)
    let costs = possible.map { box in
      1000 * taken.filter(box.overlaps).count + curve.filter { box.contains($0) }.count
    }
    guard let least = costs.min(), let index = costs.firstIndex(of: least) else { return nil }
    taken.append(possible[index])
    return possible[index]
  }
}
