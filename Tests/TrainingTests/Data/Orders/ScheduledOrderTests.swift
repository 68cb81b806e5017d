import LearningRate
import Testing
import Torch
import Training

@Suite struct ScheduledOrderTests {
  private func sizes(_ schedule: String, steps: Int = 100) throws -> BatchSizes {
    let plan = try Plan("constant(1).scheduling(batchSize, \(schedule))")
    return BatchSizes(try plan.resolved(steps: steps), usual: 4)
  }

  private func order(
    _ base: any ResizableOrder, _ schedule: String, from step: Int = 0,
    at place: DataPosition = DataPosition(epoch: 0, example: 0)
  ) throws -> ScheduledOrder {
    ScheduledOrder(base, sizes: try sizes(schedule), from: step, at: place)
  }

  @Test func `a batch begins where the one before ended`() throws {
    let growing = "piecewise([0: 1, 1: 2, 2: 3, 3: 4])"
    var stream = try order(StreamOrder(batchSize: 4), growing)
    let streamed = (0..<5).map { Array(stream.indices(at: $0)) }
    #expect(streamed == [[0], [1, 2], [3, 4, 5], [6, 7, 8, 9], [10, 11, 12, 13]])
    var sequence = try order(SequentialOrder(count: 5, batchSize: 4), growing)
    let ordered = (0..<5).map { Array(sequence.indices(at: $0)) }
    #expect(ordered == [[0], [1, 2], [3, 4], [0, 1, 2, 3], [4]])
    #expect(sequence.batchSize == 4)
    #expect(sequence.description == "in order")
  }

  @Test func `shuffled batches are full, and those of an epoch share no example`() throws {
    let base = ShuffledOrder(count: 10, batchSize: 4, seed: 3)
    var order = try order(base, "piecewise([0: 3, 1: 4, 2: 3, 3: 4])")
    let first = (0..<3).flatMap { Array(order.indices(at: $0)) }
    // 3 + 4 + 3 are all of them, in the order of the epoch's permutation.
    #expect(first.sorted() == Array(0..<10))
    var plain = base
    #expect(Array(first.prefix(8)) == (0..<2).flatMap { Array(plain.indices(at: $0)) })
    // Of the next epoch 2 are left after two batches of 4, and wait.
    let second = (3..<5).flatMap { Array(order.indices(at: $0)) }
    #expect(Set(second).count == 8)
    #expect(order.position(before: 6) == DataPosition(epoch: 2, example: 4))
    #expect(Set(order.indices(at: 5)).count == 4)
  }

  @Test func `one size gives the batches of the order itself`() throws {
    let bases: [any ResizableOrder] = [
      ShuffledOrder(count: 11, batchSize: 4, seed: 5), SequentialOrder(count: 11, batchSize: 4),
      StreamOrder(batchSize: 4), ShuffledOrder(count: 3, batchSize: 4, seed: 5),
    ]
    for base in bases {
      var (plain, scheduled) = (base, try order(base, "constant(4)"))
      for step in [0, 1, 2, 3, 9, 8, 3, 40, 0] {
        #expect(
          Array(plain.indices(at: step)) == Array(scheduled.indices(at: step)), "\(base) \(step)")
      }
    }
  }

  @Test func `asking out of order, or from a known place on, changes nothing`() throws {
    let base = ShuffledOrder(count: 23, batchSize: 4, seed: 1)
    var whole = try order(base, "linear(from: 1, to: 9)")
    let all = (0..<100).map { Array(whole.indices(at: $0)) }
    #expect(all[0].count == 1 && all[99].count == 9)
    for step in [99, 3, 50, 49, 50, 0] { #expect(Array(whole.indices(at: step)) == all[step]) }
    for cut in [1, 17, 60] {
      var rest = try order(
        base, "linear(from: 1, to: 9)", from: cut, at: whole.position(before: cut))
      #expect((cut..<100).map { Array(rest.indices(at: $0)) } == Array(all[cut...]))
    }
  }

  @Test func `a size is the schedule's value, rounded, and at most all examples`() throws {
    let sizes = try sizes("piecewise([0: 1.49, 1: 1.5, 2: 1e9, 3: 0.5])")
    #expect((0..<4).map { sizes[$0] } == [1, 2, 1_000_000_000, 1])
    #expect(sizes.range == 1...1_000_000_000)
    var order = try order(SequentialOrder(count: 5, batchSize: 4), "constant(50)")
    #expect(Array(order.indices(at: 2)) == [0, 1, 2, 3, 4])
  }

  @Test func `a step from before the known place stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let plan = Plan(.constant(1)).scheduling(.batchSize, .constant(2))
      var order = ScheduledOrder(
        StreamOrder(batchSize: 4), sizes: BatchSizes(try plan.resolved(steps: 9), usual: 4),
        from: 3, at: DataPosition(epoch: 0, example: 8))
      _ = order.indices(at: 2)
    }
  }
}
