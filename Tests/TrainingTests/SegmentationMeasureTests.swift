import Testing
import Torch
import Training

@Suite struct SegmentationMeasureTests {
  private func measure(_ found: [Int64], _ expected: [Int64]) throws -> Measure {
    try .meanIoU(
      predictions: Tensor(found, shape: [found.count]),
      targets: Tensor(expected, shape: [expected.count]), classes: 4)
  }

  @Test func `the mean is over the classes that are predicted or there`() throws {
    // sklearn.metrics.jaccard_score([0, 0, 1, 1, 2], [0, 1, 1, 1, 0], average=None): 1/3, 2/3, 0.
    let found = try measure([0, 1, 1, 1, 0], [0, 0, 1, 1, 2])
    #expect(abs(found.value - (1.0 / 3 + 2.0 / 3 + 0) / 3) < 1e-12)
    #expect(try measure([3, 3], [3, 3]).value == 1)
  }

  @Test func `the measure of two batches is that of their pixels, not the mean`() throws {
    let (one, other) = (try measure([0, 1], [0, 0]), try measure([1, 1, 1], [1, 1, 1]))
    let whole = try measure([0, 1, 1, 1, 1], [0, 0, 1, 1, 1])
    #expect((one + other).value == whole.value)
    #expect(abs(whole.value - (1.0 / 2 + 3.0 / 4) / 2) < 1e-12)
  }
}
