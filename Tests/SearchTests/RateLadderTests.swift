import Search
import Testing

@Suite struct RateLadderTests {
  /// The places that are tried while `loss` gives the losses, which are below the one before.
  private func tried(_ loss: (Int) -> Double) -> [Int] {
    var ladder = RateLadder(typical: 0.003)
    var places: [Int] = []
    while case let next = ladder.next, !next.isEmpty {
      places += next
      for place in next { ladder.record(loss(place), at: place, before: 100) }
    }
    return places
  }

  private func ladder(_ losses: [Int: Double]) -> RateLadder {
    var ladder = RateLadder(typical: 1)
    for (place, loss) in losses { ladder.record(loss, at: place, before: 100) }
    return ladder
  }

  @Test func `rates are beyond the best until it has a neighbour on both sides`() {
    #expect(tried { Double(($0 - 1) * ($0 - 1)) } == [-1, 0, 1, 2])
    #expect(tried { Double(($0 - 4) * ($0 - 4)) } == [-1, 0, 1, 2, 3, 4, 5])
    #expect(tried { Double(($0 + 1) * ($0 + 1)) } == [-1, 0, 1, 2, -2])
    // Six beyond the first four, and no more.
    #expect(tried { Double($0) } == [-1, 0, 1, 2, -2, -3, -4, -5, -6, -7])
    #expect(tried { _ in .nan } == [-1, 0, 1, 2, -2, -3, -4, -5, -6, -7])
  }

  @Test func `a loss that is not below the one before training is a failure`() {
    var ladder = RateLadder(typical: 1)
    for (place, loss) in [(-1, 2.4), (0, 2.3), (1, 2.2), (2, .infinity)] {
      ladder.record(loss, at: place, before: 2.3)
    }
    #expect(ladder.losses == [-1: .infinity, 0: .infinity, 1: 2.2, 2: .infinity])
    #expect(ladder.best == 1 && ladder.next.isEmpty)
    ladder.record(2.3, at: 1, before: 2.3)
    #expect(ladder.best == nil && ladder.minimum == nil)
  }

  /// The numbers come from the recipe's reference in Python.
  @Test(arguments: [
    ([0: 1, 1: 0.8, 2: 1.6], 0.743_529_202_633_969_9),
    ([-2: 0.5, -1: 0.4, 0: .infinity], -1.317_565_525_261_158),
    ([1: 0.3, 2: 0.2], 2.101_366_277_027_041), ([1: 0.2, 2: 0.3], 0.898_633_722_972_959),
    ([0: 1, 1: 1, 2: 1], 0.0), ([3: 5], 3.0),
    // Neighbours at unequal distances: f(-2) = ln 2, f(0) = 0, f(1) = ln 1.5.
    ([-2: 0.4, 0: 0.2, 1: 0.3], -0.308_731_869_072_444_65),
    ([2: 0.2, 5: 0.3], 1.695_901_168_918_876_8),
  ])
  func `a parabola through the logarithms has its minimum there`(
    losses: [Int: Double], minimum: Double
  ) throws {
    let found = try #require(ladder(losses).minimum)
    #expect(abs(found - minimum) < 1e-12)
  }

  @Test func `losses without a logarithm are compared by their spread`() throws {
    let ladder = ladder([0: -1, 1: -3, 2: -2])
    #expect(ladder.difference(0) == 1 && ladder.difference(1) == 0 && ladder.difference(2) == 0.5)
    // 1 + ½·(1 − ½)/(1 + ½)
    let minimum = try #require(ladder.minimum)
    #expect(abs(minimum - 7.0 / 6) < 1e-12)
    #expect(self.ladder([0: 0, 1: 0]).minimum != nil)
  }

  @Test func `what is left of the loss is a share of the one before training`() {
    #expect(ladder([0: 3, 1: 2]).remainingLoss(8) == 0.25)
    #expect(ladder([0: -1, 1: 2]).remainingLoss(8) == nil)
    #expect(ladder([0: 2]).remainingLoss(0) == nil && ladder([:]).remainingLoss(8) == nil)
  }

  @Test func `steps are of ten to the two thirds`() {
    let ladder = RateLadder(typical: 0.002)
    #expect(ladder.rate(at: 0) == 0.002)
    #expect(abs(ladder.rate(at: 3) / 0.2 - 1) < 1e-12)
    #expect(abs(ladder.rate(at: -1.5) / 2e-4 - 1) < 1e-12)
  }
}
