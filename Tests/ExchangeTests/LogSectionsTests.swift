import Exchange
import Testing

@Suite struct LogSectionsTests {
  private func sections(_ points: [(Double, Double)]) -> LogSections {
    LogSections(points.map { (time: $0.0, rate: $0.1) })
  }

  @Test func `a count that only rises is one run without notes`() {
    let found = sections([(0, 1), (1, 0.9), (2, 0.8)])
    #expect(found.points.map(\.time) == [0, 1, 2] && found.notes.isEmpty)
  }

  @Test func `a resumed run keeps the last of its repeated points`() {
    let found = sections([(0, 1), (1, 0.9), (2, 0.8), (3, 0.7), (2, 0.4), (3, 0.3), (4, 0.2)])
    #expect(found.points.map(\.time) == [0, 1, 2, 3, 4])
    #expect(found.points.map(\.rate) == [1, 0.9, 0.4, 0.3, 0.2])
    #expect(found.notes.count == 1 && found.notes[0].hasPrefix("the count falls back once"))
  }

  @Test func `two points at one time are the later one, without a note`() {
    let found = sections([(0, 1), (1, 0.9), (1, 0.8)])
    #expect(found.points.map(\.rate) == [1, 0.8] && found.notes.isEmpty)
  }

  @Test func `a count that begins again while the rate goes on is one run`() {
    let found = sections([(0, 1), (1, 0.9), (2, 0.8), (0, 0.7), (1, 0.6)])
    #expect(found.points.map(\.time) == [0, 1, 2, 3, 4])
    #expect(found.notes.count == 1 && found.notes[0].hasPrefix("the count begins again once"))
  }

  @Test func `of several runs the last is taken`() {
    let found = sections([(0, 1), (1, 0.9), (2, 0.8), (0, 1), (1, 0.5)])
    #expect(found.points.map(\.rate) == [1, 0.5])
    #expect(
      found.notes == [
        "the file holds 2 runs, since the rate begins anew at its point 4; this is the last"
      ])
  }

  @Test func `no points are no run`() {
    #expect(sections([]).points.isEmpty)
  }
}
