import Charts
import Testing

@Suite struct LevelLinesTests {
  private static func lines(
    columns: Int, rows: Int, level: Double, _ value: (Double, Double) -> Double
  ) -> [[Trace.Position]] {
    let grid = Grid(x: 0...1, y: 0...1, columns: columns, rows: rows, value: value)
    return LevelLines(of: grid, at: level).lines
  }

  @Test func `the level of a slope is one straight line from edge to edge`() throws {
    let lines = Self.lines(columns: 3, rows: 5, level: 0.25) { x, _ in x }
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    // Half of the first of two cells across; a place on each of the five rows.
    #expect(line.map(\.x) == [0.25, 0.25, 0.25, 0.25, 0.25])
    #expect(line.map(\.y) == [0, 0.25, 0.5, 0.75, 1])
  }

  @Test func `a circle is one closed line`() throws {
    let lines = Self.lines(columns: 41, rows: 41, level: 0.09) { x, y in
      (x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)
    }
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.count > 60 && line.first == line.last)
    for place in line {
      let (dx, dy) = (place.x - 0.5, place.y - 0.5)
      // Linear interpolation over cells of 1/40 errs by (1/40)²/4 of the square at most.
      #expect(abs(dx * dx + dy * dy - 0.09) <= 0.025 * 0.025 / 4 + 1e-12)
    }
    // No place twice, but for the closing one.
    #expect(Set(line).count == line.count - 1)
  }

  @Test func `neighbours on a line are in one cell`() {
    let lines = Self.lines(columns: 30, rows: 30, level: 0.1) { x, y in
      (9 * x - 4) * (9 * y - 5) * (x - y) + y * y - 0.3
    }
    #expect(!lines.isEmpty)
    for line in lines {
      for (one, other) in zip(line, line.dropFirst()) {
        #expect(max(abs(one.x - other.x), abs(one.y - other.y)) <= 1 / 29.0 + 1e-12)
      }
    }
  }

  @Test(arguments: [(level: 0.25, isCutAtOrigin: false), (level: 0.75, isCutAtOrigin: true)])
  func `a cell with two diagonals is settled by its mean`(level: Double, isCutAtOrigin: Bool) {
    // 1 at (0, 0) and (1, 1), 0 at the others; the mean is 1/2. Under it the high corners are
    // joined and the low ones cut off; over it the high ones are cut off.
    let lines = Self.lines(columns: 2, rows: 2, level: level) { x, y in x == y ? 1 : 0 }
    #expect(lines.count == 2)
    let cuts = lines.map { line in line.allSatisfy { $0.x + $0.y < 0.75 } }
    #expect(cuts.contains(true) == isCutAtOrigin)
  }

  @Test func `a cell with a corner that is not a number has no line`() {
    // A hole in the middle of the slope: the line of five cells becomes two of two.
    let lines = Self.lines(columns: 6, rows: 6, level: 0.5) { x, y in
      abs(x - 0.4) < 0.01 && abs(y - 0.4) < 0.01 ? .nan : x
    }
    #expect(lines.count == 2)
    #expect(lines.map { $0.map(\.y).min() ?? 0 }.sorted() == [0, 0.6])
  }

  @Test func `a plain or nothing but holes has no line`() {
    #expect(Self.lines(columns: 9, rows: 9, level: 1) { _, _ in 1 }.isEmpty)
    #expect(Self.lines(columns: 9, rows: 9, level: 0) { _, _ in .nan }.isEmpty)
    #expect(Self.lines(columns: 9, rows: 9, level: 0) { x, _ in x / 0 }.isEmpty)
  }

  @Test func `the largest values have a line between them`() {
    let most = Double.greatestFiniteMagnitude
    let lines = Self.lines(columns: 2, rows: 2, level: 0) { x, _ in x < 0.5 ? -most : most }
    #expect(lines.map { $0.map(\.x) } == [[0.5, 0.5]])
  }
}
