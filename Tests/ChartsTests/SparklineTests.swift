import Charts
import Testing

@Suite struct SparklineTests {
  @Test func `eight levels in order`() {
    #expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(sparkline([7, 0], glyphs: .ascii) == "#_")
  }

  @Test func `values share a character by their mean`() {
    #expect(sparkline([0, 2, 7, 9], width: 2) == "▁█")  // means 1 and 8
    #expect(sparkline([1, 1, 1], width: 2) == "▅▅")  // shares of one and of two values
  }

  @Test(arguments: [
    ([], ""), ([5], "▅"), ([2, 2, 2], "▅▅▅"), ([0, .nan, 7], "▁ █"), ([.nan, .infinity], "  "),
    ([-1.7e308, 1.7e308], "▁█"), ([1.7e308, 1.7e308], "▅▅"),
  ])
  func `hostile values`(values: [Double], expected: String) {
    #expect(sparkline(values) == expected)
  }

  @Test func `the width is kept`() {
    #expect(sparkline((0..<1000).map(Double.init), width: 33).count == 33)
    #expect(sparkline([1, 2], width: 0).isEmpty && sparkline([1, 2], width: -3).isEmpty)
  }
}
