import LearningRate
import Testing

@Suite struct CooldownTests {
  @Test func `it ends with the run and the schedule before it has the rest`() throws {
    #expect(try values(.constant(4).cooldown(4), steps: 6) == [4, 4, 4, 3, 2, 1, 0])
    // the line goes from 8 to 2 in the six steps it has, and 2 to 0 are left
    let found = try values(.linear(from: 8, to: 2).cooldown(4), steps: 10, through: 12)
    #expect(found == [8, 7, 6, 5, 4, 3, 2, 1.5, 1, 0.5, 0, 0, 0])
  }

  @Test func `from a step it starts with the value there and then stays`() throws {
    let found = try values(.linear(from: 8, to: 0, over: 8).cooldown(2, at: 4, to: 2), steps: 8)
    #expect(found == [8, 7, 6, 5, 4, 3, 2, 2, 2])
    #expect(try values(.constant(4).cooldown(0, at: 2, to: 1), steps: 3) == [4, 4, 1, 1])
    #expect(try values(.constant(4).cooldown(0), steps: 3) == [4, 4, 4, 0])
  }

  // u = t/4: √u, (1 − cos πu)/2, (1 − 10^−u)/0.9, u², by Python 3.11
  @Test(arguments: [
    (CooldownShape.squareRoot, [1, 0.5, 0.2928932188134524, 0.1339745962155614, 0]),
    (.cosine, [1, 0.8535533905932737, 0.5, 0.14644660940672627, 0]),
    (.exponential, [1, 0.5137125835448323, 0.24025307335204227, 0.08647549000432486, 0]),
    (.power(2), [1, 0.9375, 0.75, 0.4375, 0]),
  ])
  func `its shapes`(shape: CooldownShape, expected: [Double]) throws {
    let found = try values(.constant(1).cooldown(4, shape: shape), steps: 4)
    #expect(areClose(found, expected), "\(found)")
    let raised = try values(.constant(3).cooldown(4, to: 1, shape: shape), steps: 4)
    #expect(areClose(raised, expected.map { 1 + 2 * $0 }, tolerance: 1e-12))
  }

  @Test func `boundaries count back from the exact end`() throws {
    // 5 % of 10 steps end at 9.5, rounded up to 10; 25 % at 7.5, rounded up to 8
    #expect(try values(.constant(1).cooldown(.percent(5)), steps: 10)[9] == 1)
    let found = try values(.constant(2).cooldown(.percent(25)), steps: 10)
    #expect(found[8...] == [2, 1, 0])
    // inside the first 44 %, which end at 4.4, a cooldown of 19 % begins at 2.5, rounded to 3
    let head = Schedule.constant(1).cooldown(.percent(19)).then(.constant(9), at: .percent(44))
    #expect(try values(head, steps: 10)[2...4] == [1, 1, 9])
  }

  @Test func `one that does not fit is refused`() {
    #expect(
      complaint(.constant(1).cooldown(9).warmup(2), steps: 10)
        == "cooldown: length must be at most the 8 steps of its window; received 9")
    #expect(
      complaint(.constant(1).cooldown(5, at: 6), steps: 10)
        == "cooldown: length must be at most the 4 steps of its window; received 5")
    #expect(
      complaint(.constant(1).cooldown(5, at: .percent(120)), steps: 10)
        == "cooldown: at must be at most the 10 steps of its window; received 120%, which is 12 steps"
    )
  }
}
