import Testing
import Training

@Suite struct ContiguousOrderTests {
  @Test func `every row of a step goes on where it ended`() {
    // 11 = 3·3 + 2: lanes 0 ..< 4, 4 ..< 8 and 8 ..< 11.
    let order = ContiguousOrder(count: 11, batchSize: 3)
    #expect(order.stepsPerEpoch == 4)
    let steps = (0..<5).map { Array(order.indices(at: $0)) }
    #expect(steps == [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7], [0, 4, 8]])
    #expect(
      (0..<9).map(order.continues) == [false, true, true, true, false, true, true, true, false])
  }

  @Test func `an epoch is every example once, whatever the number of lanes`() {
    for lanes in 1...13 {
      let order = ContiguousOrder(count: 13, batchSize: lanes)
      let seen = (0..<order.stepsPerEpoch!).flatMap { Array(order.indices(at: $0)) }
      #expect(seen.sorted() == Array(0..<13), "\(lanes) lanes")
    }
  }

  @Test func `a batch larger than the data is a lane for each example`() {
    let order = ContiguousOrder(count: 2, batchSize: 5)
    #expect((order.batchSize, order.stepsPerEpoch) == (2, 1))
    #expect(!order.continues(at: 1))
  }
}
