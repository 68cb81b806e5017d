/// A series in the unit square of its panel, reduced to what can be seen.
///
/// Position (0, 0) is the lower left corner. Of the consecutive points that fall into one column
/// (of `columns` over the width) the first, the lowest, the highest and the last are kept, in
/// their order: a million points become a few thousand, and no spike is lost.
package struct Trace: Equatable, Sendable {
  /// A position in the panel.
  package struct Position: Hashable, Sendable {
    package let x: Double
    package let y: Double
  }

  /// The lines between gaps, cut at the edges of the panel.
  package private(set) var lines: [[Position]] = []
  /// How many points have a coordinate that is not finite.
  package private(set) var notFinite = 0
  /// How many points have a coordinate at or below zero on a log axis.
  package private(set) var notPositive = 0

  /// Reduces a series.
  package init(_ series: Series, x: Domain, y: Domain, columns: Int) {
    var whole: [[Position]] = []
    var column = Column()
    var line: [Position] = []
    func endLine() {
      column.flush(into: &line)
      if !line.isEmpty { whole.append(line) }
      line = []
    }
    for point in series.points {
      guard point.x.isFinite && point.y.isFinite else {
        notFinite += 1
        endLine()
        continue
      }
      guard let across = x.position(point.x), let up = y.position(point.y) else {
        notPositive += 1
        endLine()
        continue
      }
      let index = (min(max(across, -1), 2) * Double(columns)).rounded(.down)
      if index != column.index { column.flush(into: &line) }
      column.add(Position(x: across, y: up), index: index)
    }
    endLine()
    lines = whole.flatMap {
      series.style == .points ? $0.filter(\.isInside).map { [$0] } : clip($0)
    }
  }

  /// The points of one column: the first, the lowest, the highest and the last.
  private struct Column {
    var index = -Double.infinity
    private var kept: [(order: Int, position: Position)] = []
    private var count = 0

    mutating func add(_ position: Position, index: Double) {
      self.index = index
      let entry = (order: count, position: position)
      if kept.isEmpty { kept = [entry, entry, entry, entry] }
      if position.y < kept[1].position.y { kept[1] = entry }
      if position.y > kept[2].position.y { kept[2] = entry }
      kept[3] = entry
      count += 1
    }

    mutating func flush(into line: inout [Position]) {
      var last = -1
      for entry in kept.sorted(by: { $0.order < $1.order }) where entry.order > last {
        line.append(entry.position)
        last = entry.order
      }
      self = Column()
    }
  }
}

extension Trace.Position {
  fileprivate var isInside: Bool { 0...1 ~= x && 0...1 ~= y }
}

/// The parts of a line inside the unit square (Liang and Barsky's method, segment by segment).
private func clip(_ line: [Trace.Position]) -> [[Trace.Position]] {
  if line.allSatisfy(\.isInside) { return [line] }
  if line.count == 1 { return [] }
  var parts: [[Trace.Position]] = []
  for (start, end) in zip(line, line.dropFirst()) {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (enter, leave) = (0.0, 1.0)
    var isVisible = true
    for (slope, room) in [(-dx, start.x), (dx, 1 - start.x), (-dy, start.y), (dy, 1 - start.y)] {
      if slope == 0 {
        isVisible = isVisible && room >= 0
      } else if slope < 0 {
        enter = max(enter, room / slope)
      } else {
        leave = min(leave, room / slope)
      }
    }
    guard isVisible && enter <= leave else { continue }
    func at(_ t: Double) -> Trace.Position {
      t == 0 ? start : t == 1 ? end : Trace.Position(x: start.x + t * dx, y: start.y + t * dy)
    }
    if let last = parts.last?.last, last == at(enter), enter == 0 {
      parts[parts.count - 1].append(at(leave))
    } else {
      parts.append([at(enter), at(leave)])
    }
  }
  return parts
}
