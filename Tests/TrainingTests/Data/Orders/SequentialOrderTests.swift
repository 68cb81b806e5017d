import Testing
import Torch
import Training

@Suite struct SequentialOrderTests {
  @Test func `an epoch is every example once, from the first to the last`() {
    let order = SequentialOrder(count: 7, batchSize: 3)
    #expect(order.stepsPerEpoch == 3)  // ⌈7/3⌉
    let steps = (0..<4).map { Array(order.indices(at: $0)) }
    #expect(steps == [[0, 1, 2], [3, 4, 5], [6], [0, 1, 2]])
    #expect(!order.continues(at: 1))
  }

  @Test func `a batch larger than the data is all of it`() {
    let order = SequentialOrder(count: 2, batchSize: 64)
    #expect((order.batchSize, order.stepsPerEpoch) == (2, 1))
    #expect(Array(order.indices(at: 9)) == [0, 1])
  }

  @Test func `nothing to train on and no batch stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = SequentialOrder(count: 0, batchSize: 1) }
    await #expect(processExitsWith: .failure) { _ = SequentialOrder(count: 1, batchSize: 0) }
    await #expect(processExitsWith: .failure) {
      _ = SequentialOrder(count: 1, batchSize: 1).indices(at: -1)
    }
  }

  @Test func `a data set in order says so`() throws {
    let data = try twoExamples().inOrder()
    #expect(try data.order(batchSize: 1, seed: 0, for: .training).description == "in order")
    #expect(
      try twoExamples().order(batchSize: 1, seed: 0, for: .training).description == "shuffled")
  }
}
