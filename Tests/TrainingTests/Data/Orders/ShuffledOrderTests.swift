import Testing
import Training

@Suite struct ShuffledOrderTests {
  @Test func `an epoch is a permutation without the remainder`() {
    var order = ShuffledOrder(count: 23, batchSize: 5, seed: 3)
    #expect(order.stepsPerEpoch == 4)  // ⌊23/5⌋
    for epoch in 0..<10 {
      let seen = (0..<4).flatMap { Array(order.indices(at: epoch * 4 + $0)) }
      #expect(seen.count == 20)
      #expect(Set(seen).count == 20)
      #expect(seen.allSatisfy { (0..<23).contains($0) })
    }
  }

  @Test func `over many epochs every example is trained on about as often`() {
    var order = ShuffledOrder(count: 23, batchSize: 5, seed: 3)
    var counts = [Int](repeating: 0, count: 23)
    for step in 0..<4000 {
      for index in order.indices(at: step) { counts[Int(index)] += 1 }
    }
    // Each is in an epoch with probability 20/23: mean 870 of 1000, deviation 10.7.
    #expect(counts.allSatisfy { abs($0 - 870) < 54 }, "\(counts)")
  }

  @Test func `the order is that of the shuffle for seed and epoch`() {
    var order = ShuffledOrder(count: 10, batchSize: 5, seed: 7)
    // The permutations of SeededGeneratorTests, from Python.
    #expect(Array(order.indices(at: 0)) == [0, 4, 7, 1, 6])
    #expect(Array(order.indices(at: 1)) == [5, 8, 3, 2, 9])
    #expect(Array(order.indices(at: 2)) == [9, 7, 0, 2, 3])
  }

  @Test func `asking out of order or twice changes nothing`() {
    var forward = ShuffledOrder(count: 17, batchSize: 4, seed: 9)
    let all = (0..<20).map { Array(forward.indices(at: $0)) }
    var other = ShuffledOrder(count: 17, batchSize: 4, seed: 9)
    for step in [19, 3, 3, 0, 12, 4, 19, 7] { #expect(Array(other.indices(at: step)) == all[step]) }
  }

  @Test func `epochs and seeds differ`() {
    var (one, two) = (
      ShuffledOrder(count: 50, batchSize: 50, seed: 1),
      ShuffledOrder(count: 50, batchSize: 50, seed: 2)
    )
    let (first, second, other) = (one.indices(at: 0), one.indices(at: 1), two.indices(at: 0))
    #expect(first != second)
    #expect(first != other)
  }

  @Test func `a batch larger than the data is all of it`() {
    var order = ShuffledOrder(count: 3, batchSize: 64, seed: 0)
    #expect(order.batchSize == 3)
    #expect(order.stepsPerEpoch == 1)
    #expect(order.indices(at: 5).sorted() == [0, 1, 2])
  }

  @Test func `nothing to train on and no batch stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = ShuffledOrder(count: 0, batchSize: 1, seed: 0) }
    await #expect(processExitsWith: .failure) { _ = ShuffledOrder(count: 1, batchSize: 0, seed: 0) }
    await #expect(processExitsWith: .failure) {
      var order = ShuffledOrder(count: 1, batchSize: 1, seed: 0)
      _ = order.indices(at: -1)
    }
  }
}
