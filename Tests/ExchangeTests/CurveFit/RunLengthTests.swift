import Exchange
import Testing

@Suite struct RunLengthTests {
  @Test(arguments: [
    (990, 10, 1000), (980, 10, 990), (99, 1, 100), (999, 50, 1000), (0, 1, 1), (9.5, 0.5, 10),
  ])
  func `a run ends a step or a distance after its last point, whichever is rounder`(
    last: Double, spacing: Double, expected: Int
  ) {
    #expect(RunLength.estimate(after: last, spacing: spacing) == expected)
  }

  @Test func `the spacing is the median distance`() {
    #expect(RunLength.spacing(of: [0, 10, 20, 25]) == 10)
    #expect(RunLength.spacing(of: [3]) == 1)
  }
}
