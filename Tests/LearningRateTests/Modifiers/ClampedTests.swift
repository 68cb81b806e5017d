import LearningRate
import Testing

@Suite struct ClampedTests {
  @Test func `values stay within the range`() throws {
    let found = try values(.linear(from: 4, to: 0).clamped(1...3), steps: 4)
    #expect(found == [3, 3, 2, 1, 1])
    #expect(try values(.constant(7).clamped(2...2), steps: 1) == [2, 2])
  }

  @Test func `it applies to what stands before it only`() throws {
    let found = try values(.constant(8).clamped(0...4).warmup(1).scaled(by: 2), steps: 2)
    #expect(found == [4, 8, 8])
  }
}
