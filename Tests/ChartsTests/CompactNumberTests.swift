import Charts
import Testing

@Suite struct CompactNumberTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-0.5, "-0.5"), (0.0021, "0.0021"), (0.001, "0.001"),
    (12.345, "12.3"), (2.675, "2.68"), (12345.6, "12346"), (99_999, "99999"), (99_999.6, "1e5"),
    (100_000, "1e5"), (1_234_567, "1.23e6"), (3e-4, "3e-4"), (2.1049e-4, "2.1e-4"),
    (0.00099999, "0.001"), (9.996e-5, "1e-4"), (1e-300, "1e-300"),
    (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.8e308"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
  ])
  func `a number is short and keeps its size`(value: Double, expected: String) {
    #expect(compact(value) == expected)
  }

  @Test(arguments: [(1, "0.2"), (2, "0.21"), (4, "0.2135"), (9, "0.21349")])
  func `digits count from the first that is not zero`(digits: Int, expected: String) {
    #expect(compact(0.21349, digits: digits) == expected)
  }

  @Test func `what is written reads back within the digits kept`() throws {
    for exponent in -20...20 {
      let value = 1.2345 * (Double("1e\(exponent)") ?? .nan)
      let read = try #require(Double(compact(value)))
      #expect(abs(read - value) <= 0.005 * value)  // half a unit of the third digit
    }
  }

  @Test(arguments: [
    (0.5, 2, "0.50"), (97.5, 1, "97.5"), (0.005, 2, "0.01"), (0.0049, 2, "0.00"),
    (-0.001, 2, "0.00"),
    (9.996, 2, "10.00"), (1234.5, 0, "1235"), (0.4, 0, "0"), (0.6, 0, "1"), (1e-9, 3, "0.000"),
    (1e21, 1, "1000000000000000000000.0"), (.nan, 2, "nan"),
  ])
  func `fixed decimals round halves away from zero`(value: Double, decimals: Int, expected: String)
  {
    #expect(fixed(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (950, "950"), (999.6, "1k"), (1500, "1.5k"), (10_000, "10k"), (999_999, "1M"),
    (2_500_000, "2.5M"), (3e9, "3G"), (1e12, "1T"), (1e15, "1e15"), (-20_000, "-20k"),
    (0.25, "0.25"),
  ])
  func `large counts take a suffix`(value: Double, expected: String) {
    #expect(abbreviated(value) == expected)
  }

  @Test func `no digits at all stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = compact(1, digits: 0) }
    await #expect(processExitsWith: .failure) { _ = fixed(1, decimals: -1) }
  }
}
