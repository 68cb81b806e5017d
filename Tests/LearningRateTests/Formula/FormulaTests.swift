import LearningRate
import Testing

@Suite struct FormulaTests {
  @Test func `a formula computes its curve, for every word but smoothed`() throws {
    var random = SplitMix64(state: 31)
    var withFormula = 0
    for _ in 0..<1_500 {
      let curve = try drawSchedule(&random).resolved(steps: 96, stepsPerEpoch: 8)
      let isSmoothed = curve.schedule.description.contains("smoothed")
      // its closed form is a quotient of gammas, which has no formula where it falls at once
      let isCompound = curve.schedule.description.contains("compoundInverseTime")
      guard let formula = curve.formula else {
        #expect(isSmoothed || isCompound, "\(curve.schedule)")
        continue
      }
      withFormula += 1
      let program = FormulaProgram<Double>(formula)
      let values = curve.values(0..<96)
      let scale = values.lazy.map(\.magnitude).max() ?? 0
      let worst = values.enumerated().map { step, value in
        (program.value(at: Double(step)) - value).magnitude
      }.max()
      #expect(worst! <= 1e-9 * scale, "\(curve.schedule)")
    }
    #expect(withFormula > 1_000)
  }

  @Test func `past the end a formula holds the last value`() throws {
    for notation in ["cosine(from: 1, to: 0.1)", "step(from: 1, gamma: 0.5, every: 3).warmup(2)"] {
      let curve = try Schedule(notation).resolved(steps: 10)
      let formula = try #require(curve.formula)
      for step in [10, 11, 1000] {
        #expect(isClose(formula.value(at: Double(step)), curve.value(at: step)), "\(notation)")
      }
    }
  }

  @Test func `what is known is computed`() {
    let step = Formula.step
    #expect((Formula.number(2) + 3).number == 5)
    #expect((0 * step).number == 0)
    #expect(1 * step === step)
    #expect(step + 0 === step)
    #expect(step / 1 === step)
    #expect(Formula.sqrt(9.0).number == 3)
    #expect(Formula.pow(1, step).number == 1)
  }

  @Test func `a part that is used twice is the same part`() {
    // √t is one object in the sum; 32 doublings would be 2³² parts without sharing
    var formula = Formula.sqrt(.step)
    for _ in 0..<32 { formula = formula + formula }
    #expect(formula.allParts.count == 34)
    #expect(formula.value(at: 4.0) == 2 * 4_294_967_296)
  }

  @Test func `a drop comes at its step in 32 bits too`() throws {
    // 14 / (2 / 7) is 48.999996 in 32 bits
    let formula = Formula.wholePeriods(at: .step, period: 2.0 / 7)
    #expect(formula.value(at: Float(14)) == 49)
    #expect(formula.value(at: 14.0) == 49)
    #expect(Formula.wholePeriods(at: .step, period: 100.0 / 3).value(at: Float(99)) == 2)
  }

  @Test func `what is left of a length is never below zero in 32 bits`() throws {
    for length in 1...700 {
      let curve = try Schedule.polynomial(from: 1, to: 0, over: .steps(length), power: 0.5)
        .resolved(steps: 1000)
      #expect(try #require(curve.formula).value(at: Float(length)) == 0)
    }
  }

  @Test func `the levels of a formula change at their starts`() {
    for count in [3, 9] {
      let starts = (0..<count).map { Double($0 * 10) }
      let formula = Formula.levels(starts: starts, values: starts, at: .step)
      #expect(formula.value(at: 9.0) == 0)
      #expect(formula.value(at: 10.0) == 10)
      #expect(formula.value(at: 1000.0) == starts.last)
    }
  }
}
