import LearningRate
import Testing

@Suite struct LinearTests {
  // PyTorch 2.13.0: LinearLR(start_factor=1, end_factor=0.25, total_iters=4) from 0.2.
  @Test func `it follows PyTorch's LinearLR`() throws {
    let expected = [0.2, 0.1625, 0.125, 0.0875, 0.05, 0.05]
    let found = try values(.linear(from: 0.2, to: 0.05, over: 4), steps: 10, through: 5)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test func `without a length it fills its window`() throws {
    #expect(try values(.linear(from: 8, to: 0), steps: 4, through: 6) == [8, 6, 4, 2, 0, 0, 0])
  }

  @Test func `a fractional length ends between two steps`() throws {
    // 1 · (1 − t / 2.5): 1, 0.6, 0.2, then the end value
    let found = try values(.linear(from: 1, to: 0, over: 2.5), steps: 4)
    #expect(zip(found, [1, 0.6, 0.2, 0, 0]).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test func `a length of zero gives the end value`() throws {
    #expect(try values(.linear(from: 1, to: 0.5, over: 0), steps: 2) == [0.5, 0.5, 0.5])
  }
}
