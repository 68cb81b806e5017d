import Notation
import Testing

@Suite struct PatternMeetingsTests {
  /// The sets as texts of places, each with whether its name fits just these.
  private func sets(_ patterns: NamePattern...) throws -> [[Int]] {
    let meetings = try #require(PatternMeetings(patterns))
    for (places, name) in meetings.sets {
      #expect(patterns.indices.filter { patterns[$0].matches(name) } == places, "\(name)")
    }
    return meetings.sets.map(\.places)
  }

  @Test func `patterns meet where one name fits both`() throws {
    #expect(try sets() == [[]])
    #expect(try sets("head.*", "*.bias") == [[], [0], [1], [0, 1]])
    #expect(try sets("*.bias", "*norm*.weight") == [[], [0], [1]])
    #expect(try sets("a*", "ab*", "abc") == [[], [0], [0, 1], [0, 1, 2]])
  }

  @Test func `what fits all names leaves none over`() throws {
    #expect(try sets("*") == [[0]])
    #expect(try sets("*", "*.bias") == [[0], [0, 1]])
  }

  @Test func `a number is a whole one`() throws {
    #expect(try sets("blocks.#.*", "blocks.1.*") == [[], [0], [0, 1]])
    #expect(try sets("x#", "x1*") == [[], [0], [1], [0, 1]])
    // the number would begin within a number
    #expect(try sets("x1#") == [[]])
  }

  @Test func `characters beyond ASCII are characters`() throws {
    #expect(try sets("é*", "è*") == [[], [0], [1]])
  }

  @Test func `patterns that meet in too many ways are given up`() {
    let patterns = (0..<40).map { NamePattern("*\($0)x*\($0)y*") }
    #expect(PatternMeetings(patterns) == nil)
  }
}
