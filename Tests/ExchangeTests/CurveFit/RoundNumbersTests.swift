import Exchange
import Testing

@Suite struct RoundNumbersTests {
  @Test(arguments: [
    (940, 960, 950), (99, 101, 100), (99, 1001, 1000), (0.24, 0.26, 0.25), (10.2, 10.8, 10.5),
    (3, 4, 4), (0, 7, 5), (0.00011, 0.00012, 0.00012),
  ])
  func `the first number of a range has the fewest digits`(
    after: Double, upTo: Double, expected: Double
  ) {
    #expect(RoundNumbers.first(after: after, upTo: upTo) == expected)
  }

  @Test func `numbers near a value have ever more digits`() {
    #expect(RoundNumbers.near(3.14159) == [3, 3.1, 3.14, 3.142, 3.1416, 3.14159])
    #expect(
      RoundNumbers.near(-1_234_567) == [
        -1e6, -1.2e6, -1.23e6, -1.235e6, -1.2346e6, -1.23457e6, -1_234_567,
      ])
  }

  @Test func `a tiny value may be zero, and only zero is near what is no number`() {
    #expect(RoundNumbers.near(2.0002e-5) == [0, 2e-5, 2.0002e-5])
    for value in [0, .nan, .infinity] { #expect(RoundNumbers.near(value) == [0]) }
  }
}
