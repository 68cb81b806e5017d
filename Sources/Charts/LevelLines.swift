/// The lines on which a grid has one value, found by marching squares.
///
/// In each cell the line is straight between the points on its edges at which linear interpolation
/// meets the level; a cell whose diagonals disagree is settled by the mean of its corners. Cells
/// that share an edge share the point on it, so the pieces are linked into whole lines: from edge
/// to edge of the grid, or closed, with the first position again at the end. A cell with a corner
/// that is not finite has no line.
///
/// Source: Lorensen & Cline, *Marching Cubes*, 1987, in two dimensions.
package struct LevelLines {
  /// The lines, in positions of the unit square.
  package private(set) var lines: [[Trace.Position]] = []

  private let grid: Grid
  private let level: Double
  /// The neighbours of a point, by the number of its edge; -1 for none.
  private var neighbours: [(first: Int, second: Int)]
  /// The edges with a point, in the order in which they were found.
  private var edges: [Int] = []

  /// Finds the lines at a level.
  package init(of grid: Grid, at level: Double) {
    (self.grid, self.level) = (grid, level)
    neighbours = Array(repeating: (-1, -1), count: 2 * grid.columns * grid.rows)
    for row in 0..<grid.rows - 1 {
      for column in 0..<grid.columns - 1 { march(row * grid.columns + column) }
    }
    // Lines that end at an edge of the grid first, so that the rest are closed.
    for edge in edges where neighbours[edge].second < 0 { follow(edge) }
    for edge in edges { follow(edge) }
  }

  /// Joins the edges of the cell whose lower left node is `node`.
  private mutating func march(_ node: Int) {
    let corners = (node, node + 1, node + 1 + grid.columns, node + grid.columns)
    let first = grid.values[corners.0] >= level
    if first == (grid.values[corners.1] >= level), first == (grid.values[corners.2] >= level),
      first == (grid.values[corners.3] >= level)
    {
      return  // Most cells end here.
    }
    let values = [corners.0, corners.1, corners.2, corners.3].map { grid.values[$0] }
    guard values.allSatisfy(\.isFinite) else { return }
    let isAbove = values.map { $0 >= level }
    let (bottom, right) = (2 * node, 2 * (node + 1) + 1)
    let (top, left) = (2 * (node + grid.columns), 2 * node + 1)
    let around = [(left, bottom), (bottom, right), (right, top), (top, left)]
    switch isAbove.count(where: { $0 }) {
    case 1: join(around[isAbove.firstIndex(of: true) ?? 0])
    case 3: join(around[isAbove.firstIndex(of: false) ?? 0])
    case 2 where isAbove[0] == isAbove[1]: join((left, right))
    case 2 where isAbove[0] == isAbove[3]: join((bottom, top))
    case 2:
      let mean = values.reduce(0) { $0 + $1 / 4 }
      let cutsOddCorners = isAbove[0] == (mean >= level)
      join(around[cutsOddCorners ? 1 : 0])
      join(around[cutsOddCorners ? 3 : 2])
    default: return
    }
  }

  private mutating func join(_ pair: (Int, Int)) {
    for (edge, other) in [pair, (pair.1, pair.0)] {
      if neighbours[edge].first < 0 {
        neighbours[edge].first = other
        edges.append(edge)
      } else {
        neighbours[edge].second = other
      }
    }
  }

  /// Takes the line that starts at an edge, unless it is taken already.
  private mutating func follow(_ start: Int) {
    guard neighbours[start].first >= 0 else { return }
    var line = [position(start)]
    var (last, edge) = (start, neighbours[start].first)
    let isClosed = neighbours[start].second >= 0
    while edge >= 0, edge != start {
      line.append(position(edge))
      let (first, second) = neighbours[edge]
      neighbours[edge] = (-1, -1)
      (last, edge) = (edge, first == last ? second : first)
    }
    neighbours[start] = (-1, -1)
    if isClosed { line.append(line[0]) }
    lines.append(line)
  }

  /// The point on an edge; even ones go to the right of their node, odd ones up.
  private func position(_ edge: Int) -> Trace.Position {
    let (node, isUp) = (edge / 2, edge % 2 == 1)
    // Halves keep the difference finite.
    let (from, to) = (
      grid.values[node] / 2, grid.values[isUp ? node + grid.columns : node + 1] / 2
    )
    let fraction = from == to ? 0.5 : min(max((level / 2 - from) / (to - from), 0), 1)
    let x = Double(node % grid.columns) + (isUp ? 0 : fraction)
    let y = Double(node / grid.columns) + (isUp ? fraction : 0)
    return Trace.Position(x: x / Double(grid.columns - 1), y: y / Double(grid.rows - 1))
  }
}
