import Exchange
import Testing

@Suite struct CurveFeaturesTests {
  private func features(_ rates: [Double], from start: Int = 0, every distance: Int = 1)
    -> CurveFeatures
  {
    let steps = rates.indices.map { start + $0 * distance }
    return CurveFeatures(
      RatePoints(
        timeBase: TimeBase(steps: 1, isEpochs: false), steps: steps, rates: rates,
        length: (steps.last ?? 0) + 1, resolution: 0, budget: EvaluationBudget(1000)))
  }

  @Test func `a rise ends at the first of the points at its top`() {
    let found = features([0.1, 0.2, 0.3, 0.4, 0.4, 0.3, 0.2, 0.2, 0.2])
    #expect(found.riseIndex == 3 && found.rise == 3)
    #expect((found.first, found.last, found.peak, found.low) == (0.1, 0.2, 0.4, 0.1))
    #expect(found.plateau == 6 && found.levelEnd == nil && found.ending == 8 && found.run == 9)
  }

  @Test func `a level at the start ends before the first other rate`() {
    let found = features([1, 1, 1, 0.5, 0])
    #expect(found.levelEnd == 2 && found.plateau == nil && found.riseIndex == 0)
    let level = features([1, 1, 1])
    #expect(level.levelEnd == nil && level.plateau == nil && level.riseIndex == 0)
  }

  @Test func `a decay that is logged late is followed back to its start`() {
    #expect(abs(features([0.9, 0.8, 0.7], from: 10, every: 10).start - 1) < 1e-12)
    #expect(features([0.9, 1, 0.7], from: 10, every: 10).start == 0.9)
  }

  @Test func `the factor of a unit of time is that of an exponential decay`() {
    let found = features([1, 0.5, 0.25, 0.125, 0.0625])
    #expect(abs(found.factor(over: 1) - 0.5) < 1e-12)
    #expect(abs(found.factor(over: 0.5) - 0.5) < 1e-12)
    #expect(features([0]).factor(over: 1) == 0.999)
  }
}
