import LearningRate
import Testing

@Suite struct OneCycleTests {
  // PyTorch 2.13.0: OneCycleLR(max_lr=1, total_steps=11, pct_start=4/11), whose phases end at
  // 11 · 4/11 − 1 = 3 and 11 − 1 = 10.
  @Test func `it follows PyTorch's OneCycleLR`() throws {
    let expected = [
      0.04, 0.28, 0.76, 1.0, 0.9504846320134737, 0.8117456539497631, 0.6112620219362893,
      0.3887419780637107, 0.18825834605023697, 0.049519367986526286, 4e-06,
    ]
    let found = try values(.oneCycle(peak: 1), steps: 10)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 10, 33, 1000])
  func `its ends and its peak are exact at any length`(steps: Int) throws {
    let found = try values(.oneCycle(peak: 0.3), steps: steps, through: steps + 2)
    let rise = Int((0.3 * Double(steps)).rounded())
    #expect(found[0] == (rise == 0 ? 0.3 : 0.3 / 25))
    #expect(found[rise] == 0.3)
    #expect(found[steps...].allSatisfy { $0 == 0.3 / 25 / 1e4 })
  }

  @Test func `the divisors and the length of the warmup are what is given`() throws {
    let schedule = Schedule.oneCycle(
      peak: 1, over: 8, warmup: .percent(20), divisor: 4, finalDivisor: 2)
    let found = try values(schedule, steps: 10)
    #expect((found[0], found[2], found[8], found[10]) == (0.25, 1, 0.125, 0.125))
    #expect(isClose(found[1], 0.625))  // half way from 0.25 to 1
  }

  @Test func `a warmup of all or nothing is defined`() throws {
    #expect(try values(.oneCycle(peak: 1, warmup: 0), steps: 4)[0] == 1)
    let rising = try values(.oneCycle(peak: 1, warmup: .percent(100)), steps: 4)
    #expect(isClose(rising[2], 0.52))  // half way from 0.04 to 1
    #expect(rising[4] == 1.0 / 25 / 1e4)
  }

  @Test func `a warmup longer than the cycle is refused`() {
    let error = #expect(throws: ScheduleError.self) {
      try Schedule.oneCycle(peak: 1, over: 10, warmup: 11).resolved(steps: 20)
    }
    #expect(
      error?.description
        == "oneCycle: warmup must be at most the 10 steps of the cycle; received 11")
  }

  // PyTorch 2.13.0: OneCycleLR(max_lr=1, total_steps=11, pct_start=4/11, …): phases end at
  // 11 · 4/11 − 1 = 3, with three of them 2 · 3 = 6, and 10.
  @Test(arguments: [
    (
      OneCycleLine.linear, 2,
      [
        0.04, 0.36, 0.68, 1.0, 0.8571434285714286, 0.7142868571428571, 0.5714302857142857,
        0.42857371428571434, 0.2857171428571429, 0.14286057142857145, 4e-06,
      ]
    ),
    (
      .cosine, 3,
      [
        0.04, 0.28, 0.76, 1.0, 0.76, 0.28, 0.04, 0.034142721410168574, 0.020002,
        0.005861278589831424, 4e-06,
      ]
    ),
    (
      .linear, 3,
      [0.04, 0.36, 0.68, 1.0, 0.68, 0.36, 0.04, 0.030001, 0.020002, 0.010003, 4e-06]
    ),
  ])
  func `its other forms follow PyTorch's`(
    shape: OneCycleLine, phases: Int, expected: [Double]
  ) throws {
    let schedule = Schedule.oneCycle(peak: 1, warmup: 3, shape: shape, phases: phases)
    let found = try values(schedule, steps: 10, through: 12)
    #expect(areClose(found, expected + [4e-06, 4e-06], tolerance: 1e-12), "\(found)")
    #expect((found[0], found[3], found[10]) == (0.04, 1, 1.0 / 25 / 1e4))
  }

  @Test func `three phases need room for two warmups`() throws {
    #expect(
      complaint(.oneCycle(peak: 1, over: 10, warmup: 6, phases: 3), steps: 20)
        == "oneCycle: warmup must be at most half of the 10 steps of the cycle; received 6")
    let found = try values(.oneCycle(peak: 1, over: 10, warmup: 5, phases: 3), steps: 12)
    #expect((found[5], found[10]) == (1, 1.0 / 25 / 1e4))
  }
}
