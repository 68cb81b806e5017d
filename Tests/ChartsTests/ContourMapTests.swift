import Charts
import Testing

@Suite struct ContourMapTests {
  @Test func `a narrow valley has lines in it and on its walls`() throws {
    let map = ContourMap(x: -2...2, y: -1...3, floor: 0) { x, y in
      (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
    }
    #expect(map.contours.count == 12)
    let lowest = try #require(map.contours.first)
    #expect(lowest.level < 1 && (map.contours.last?.level ?? 0) > 500)
    // Every place is on the level: the function there, by its own formula, within what the cell
    // spans; near the floor of the valley a cell of 0.01 spans 100 · (0.05)².
    for place in lowest.lines.joined() {
      let (x, y) = (4 * place.x - 2, 4 * place.y - 1)
      let value = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
      #expect(abs(value - lowest.level) < 0.25)
    }
  }

  @Test func `the caption says how levels follow`() {
    let slope = ContourMap(x: 0...1, y: 0...1) { x, _ in 10 * x }
    #expect(slope.caption == "level lines from 1 to 9, every 1")
    let bowl = ContourMap(x: -1...1, y: -1...1, floor: 0) { x, y in x * x + y * y }
    #expect(bowl.caption.hasPrefix("level lines from 0.0"))
    #expect(bowl.caption.hasSuffix(" times the one before"))
    let raised = ContourMap(x: -1...1, y: -1...1, floor: 3) { x, y in 3 + x * x + y * y }
    #expect(raised.caption.contains(" above the least value, each "))
    let flat = ContourMap(x: 0...1, y: 0...1, floor: 2) { _, _ in 2 }
    #expect(flat.caption == "no level lines: the value is the same everywhere")
    let hole = ContourMap(x: 0...1, y: 0...1) { _, _ in .nan }
    #expect(hole.caption == "no level lines: no finite value")
  }

  @Test func `there are no lines where the function is not a number`() {
    let map = ContourMap(x: -1...1, y: -1...1, floor: 0) { x, y in
      x < 0 ? .nan : x * x + y * y
    }
    #expect(!map.contours.isEmpty)
    #expect(map.contours.allSatisfy { $0.lines.joined().allSatisfy { $0.x >= 0.5 } })
  }

  @Test func `equal maps are equal`() {
    func map(_ floor: Double) -> ContourMap {
      ContourMap(x: -1...1, y: -1...1, floor: floor) { x, y in x * x + y * y }
    }
    #expect(map(0) == map(0) && map(0) != map(-1))
  }

  @Test func `a range without extent stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = ContourMap(x: 1...1, y: 0...1) { x, _ in x }
    }
    await #expect(processExitsWith: .failure) {
      _ = ContourMap(x: 0...1, y: 0...(.infinity)) { x, _ in x }
    }
  }
}
