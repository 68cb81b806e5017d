import LearningRate
import Testing

@Suite struct CompoundInverseTimeTests {
  // ∏ 1 / (1 + k · i), i = 1 … t, in Python's Decimal with 40 digits
  @Test(arguments: [
    (0.5, 3, 0.13333333333333333), (0.1, 10, 0.014915520591475185), (1, 5, 0.001388888888888889),
    (0.01, 100, 1.1833549033852025e-17), (1e-4, 1000, 9.000137598748123e-22),
    (1e-3, 5, 0.9851389569087203), (1e-6, 1000, 0.6063286175530219),
    (3, 7, 4.1077343708922655e-08), (0.08, 60, 2.137080483489897e-30),
    (0.09, 25, 1.3152175083608035e-08), (1e-6, 20000, 5.130277109450764e-87),
  ])
  func `it is the product`(decay: Double, step: Int, expected: Double) throws {
    let curve = try Schedule.compoundInverseTime(from: 1, decay: decay).resolved(steps: 30_000)
    #expect(isClose(curve.value(at: step), expected, tolerance: 2e-13))
  }

  @Test(arguments: [
    0, Double.leastNonzeroMagnitude, 1e-300, 1e-41, 1e-39, 1e-20, 1e-9, 1e-3, 0.0909, 0.091, 1,
    1e100,
  ])
  func `it follows the loop for any decay`(decay: Double) throws {
    let curve = try Schedule.compoundInverseTime(from: 0.5, decay: decay).resolved(steps: 2_000)
    var rate = 0.5
    for step in 1...2_000 {
      rate /= 1 + decay * Double(step)
      let value = curve.value(at: step)
      #expect(isClose(value, rate, tolerance: 1e-11) || rate < 1e-290, "\(step)")
    }
    #expect(curve.value(at: 0) == 0.5)
  }

  @Test func `the longest run stays finite`() throws {
    for decay in [1e-300, 1e-39, 1e-31, 1e-9, 1] {
      let curve = try Schedule.compoundInverseTime(from: 1, decay: decay)
        .resolved(steps: Window.maximumSteps)
      let far = curve.value(at: Int.max)
      #expect(far >= 0 && far <= 1, "\(decay)")
    }
  }
}
