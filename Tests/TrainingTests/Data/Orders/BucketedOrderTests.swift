import Testing
import Training

@Suite struct BucketedOrderTests {
  private let lengths = [3, 1, 2, 3, 1, 2, 5, 3]

  private func epoch(
    _ number: Int, tokens: Int? = nil, seed: UInt64? = 7, batchSize: Int = 3
  ) throws -> [[Int64]] {
    var order = try BucketedOrder(
      lengths: lengths, batchSize: batchSize, tokens: tokens, seed: seed)
    let steps = order.stepsPerEpoch!
    return (number * steps..<(number + 1) * steps).map { Array(order.indices(at: $0)) }
  }

  // Sorted: 1 1 2 | 2 3 3 | 3 5. The order is a transcription's into Python of shuffle, stable sort, cut
  // and shuffle.
  @Test func `batches of a count hold examples of like length in a drawn order`() throws {
    #expect(try epoch(0) == [[2, 0, 3], [4, 1, 5], [7, 6]])
    #expect(try epoch(1) == [[5, 7, 0], [3, 6], [1, 4, 2]])
  }

  // Sorted: 1 1 2 | 2 3 | 3 3 | 5, of 6, 6, 6 and 5 tokens with their padding.
  @Test func `a budget of tokens counts the padding`() throws {
    #expect(try epoch(0, tokens: 6) == [[2, 0], [4, 1, 5], [6], [3, 7]])
    for number in 0..<20 {
      let batches = try epoch(number, tokens: 6)
      #expect(batches.joined().sorted() == Array(0..<8))
      for batch in batches {
        #expect(batch.count * batch.map { lengths[Int($0)] }.max()! <= 6)
      }
    }
  }

  @Test func `without a seed they go from short to long`() throws {
    #expect(try epoch(3, seed: nil) == [[1, 4, 2], [5, 0, 3], [7, 6]])
  }

  @Test func `asking out of order or twice changes nothing`() throws {
    var order = try BucketedOrder(lengths: lengths, batchSize: 2, seed: 9)
    let all = (0..<12).map { Array(order.indices(at: $0)) }
    var other = try BucketedOrder(lengths: lengths, batchSize: 2, seed: 9)
    for step in [11, 3, 3, 0, 7, 4] { #expect(Array(other.indices(at: step)) == all[step]) }
  }

  @Test func `its batch size is that of its largest batch`() throws {
    #expect(try BucketedOrder(lengths: lengths, batchSize: 3, seed: 1).batchSize == 3)
    #expect(try BucketedOrder(lengths: lengths, batchSize: 1, tokens: 6, seed: 1).batchSize == 3)
    let all = try BucketedOrder(lengths: lengths, batchSize: 64, seed: 1)
    #expect((all.batchSize, all.stepsPerEpoch) == (8, 1))
    #expect(all.description == "bucketed by length")
    #expect(
      try BucketedOrder(lengths: lengths, batchSize: 3, tokens: 6, seed: 1).description
        == "bucketed by length, at most 6 tokens")
  }

  @Test(arguments: [
    ([3, 0, 2], nil, "example 1 must have a length of at least 1; received 0"),
    ([3, 4, 9], 8, "a batch of at most 8 tokens must hold each example; example 2 has 9"),
  ])
  func `what no batch can hold is refused`(lengths: [Int], tokens: Int?, message: String) {
    let error = #expect(throws: TrainingError.self) {
      try BucketedOrder(lengths: lengths, batchSize: 2, tokens: tokens, seed: 0)
    }
    #expect(error?.description == message)
  }

  @Test func `lengths for other examples stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = try twoExamples().bucketed(by: [1]) }
    await #expect(processExitsWith: .failure) {
      _ = try BucketedOrder(lengths: [], batchSize: 1, seed: 0)
    }
  }
}
