import Notation
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (0.01, "0.01"), (1e-3, "1e-3"),
    (3e-4, "3e-4"), (1.5e-3, "0.0015"), (1e-5, "1e-5"), (2.5e-7, "2.5e-7"), (10_000, "10000"),
    (1_000_000, "1000000"), (9_999_999, "9999999"), (1e7, "1e7"), (1e9, "1e9"),
    (123_456_789, "123456789"), (12.5, "12.5"), (1e16, "1e16"), (1e300, "1e300"),
    (0.1 + 0.2, "0.30000000000000004"), (.pi, "3.141592653589793"),
    (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e308"),
    (9_007_199_254_740_992, "9007199254740992"), (.infinity, "inf"), (-.infinity, "-inf"),
  ])
  func `a number prints in its shortest tidy form`(number: Double, text: String) {
    #expect(number.notationText == text)
  }

  @Test func `twenty thousand random numbers read back bit for bit`() throws {
    var random = SplitMix64(state: 1)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      let text = number.notationText
      #expect(Double(text)?.bitPattern == number.bitPattern, "\(text)")
      let expression = try NotationExpression(parsing: text)
      #expect(expression == .number(number), "\(text)")
    }
  }

  @Test func `no text is longer than the standard library's`() {
    var random = SplitMix64(state: 2)
    for _ in 0..<20_000 {
      let number =
        Double.random(in: -1e6...1e6, using: &random) * (Bool.random(using: &random) ? 1 : 1e-9)
      #expect(number.notationText.count <= number.description.count)
    }
  }
}
