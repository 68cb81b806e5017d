import LearningRate
import Testing

@Suite struct HeldTests {
  @Test func `held changes at whole multiples only`() throws {
    #expect(
      try values(.linear(from: 8, to: 0).held(every: 3), steps: 8) == [8, 8, 8, 5, 5, 5, 2, 2, 2])
    // multiples of 2.5: 0, 2.5, 5, 7.5
    #expect(
      try values(.linear(from: 8, to: 0).held(every: 2.5), steps: 8)
        == [8, 8, 8, 5.5, 5.5, 3, 3, 3, 0.5])
    // an eleventh of 330 steps comes to 30.000000000000004: no multiple comes a step late for that
    let found = try values(.linear(from: 0, to: 11).held(every: .percent(100.0 / 11)), steps: 330)
    #expect((0...11).allSatisfy { (found[30 * $0] - Double($0)).magnitude < 1e-12 })
    #expect((0..<11).allSatisfy { found[30 * $0 + 29] == found[30 * $0] })
  }
}
