import LearningRate
import Testing

@Suite struct StepTests {
  // PyTorch 2.13.0: StepLR(step_size=3, gamma=0.1) from 0.5.
  @Test func `it follows PyTorch's StepLR`() throws {
    let expected = [0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 5e-3, 5e-3, 5e-3, 5e-4]
    let found = try values(.step(from: 0.5, gamma: 0.1, every: 3), steps: 10, through: 9)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test func `a fractional length drops at the first step past each multiple`() throws {
    // multiples of 2.5: 2.5, 5, 7.5, 10
    let found = try values(.step(from: 16, gamma: 0.5, every: 2.5), steps: 11, through: 10)
    #expect(found == [16, 16, 16, 8, 8, 4, 4, 4, 2, 2, 1])
  }

  @Test func `thirds of a run drop twice before its end`() throws {
    let found = try values(.step(from: 4, gamma: 0.5, every: .percent(100.0 / 3)), steps: 10)
    #expect(found == [4, 4, 4, 4, 2, 2, 2, 1, 1, 1, 0.5])
  }

  @Test func `a drop falls on its step however the length was computed`() throws {
    // every n · k % of 1000 steps is the step 10 n k exactly
    for tenths in 1...50 {
      let period = tenths * 10
      let curve = try Schedule.step(from: 1, gamma: 0.5, every: .percent(Double(tenths)))
        .resolved(steps: 1_000)
      for drop in stride(from: period, to: 1_000, by: period) {
        let count = drop / period
        guard count < 1_000 else { continue }
        #expect(curve.value(at: drop) < curve.value(at: drop - 1), "\(tenths) \(drop)")
        #expect(curve.value(at: drop) == curve.value(at: drop + period - 1))
      }
    }
  }

  @Test func `a tenth of a step repeats without losing a drop`() throws {
    for tenths in 1...99 {
      let period = Double(tenths) / 10
      let curve = try Schedule.step(from: 1, gamma: 0.5, every: .steps(period))
        .resolved(steps: 1_000)
      // 10 · n · period is whole; n periods end at step n · period when that is whole
      for count in stride(from: 10, through: 90, by: 10) where count * tenths / 10 <= 1_000 {
        let step = count * tenths / 10
        var expected = 1.0
        for _ in 0..<count { expected /= 2 }
        #expect(curve.value(at: step) == expected, "\(period) \(step)")
      }
    }
  }
}
