import Exchange
import LearningRate
import Testing

/// Points of a schedule over a run that counts steps, with one at every `distance`-th step.
func points(
  _ notation: String, length: Int = 100, every distance: Int = 1, resolution: Double = 0
) throws -> RatePoints {
  let curve = try Schedule(notation).resolved(steps: length)
  let steps = Array(stride(from: 0, to: length, by: distance))
  return RatePoints(
    timeBase: TimeBase(steps: 1, isEpochs: false), steps: steps,
    rates: steps.map { curve.value(at: $0) }, length: length, resolution: resolution,
    budget: EvaluationBudget(1_000_000))
}

@Suite struct RatePointsTests {
  @Test func `the noise is that of float32, or of the digits of the log`() throws {
    let exact = try points("constant(0.5)")
    #expect(exact.noise == 1.5e-7 && exact.tolerance == 1.5e-7)
    let rounded = try points("constant(0.5)", resolution: 0.005)
    #expect(abs(rounded.noise - 0.0101) < 1e-12 && rounded.tolerance == 2 * rounded.noise)
  }

  @Test func `a sample has the ends and both sides of a jump`() throws {
    let all = try points("step(from: 1, gamma: 0.5, every: 503)", length: 1000)
    let sample = all.subsampled(to: 10)
    #expect(Set([0, 502, 503, 999]).isSubset(of: sample.steps))
    #expect(sample.steps.count == 12 && sample.steps == sample.steps.sorted())
    #expect(all.subsampled(to: 1000).steps == all.steps)
  }

  @Test func `a part starts at step 0 or has a run of its own`() throws {
    let all = try points("linear(from: 1, to: 0)", every: 10)
    let rest = all.suffix(from: 3, at: 25)
    #expect(rest.steps.prefix(2) == [5, 15] && rest.length == 75 && rest.scale == 1)
    #expect(all.suffix(from: 3, at: 35).steps.prefix(2) == [0, 5])
    let first = all.prefix(2, run: 20)
    #expect(first.steps == [0, 10] && first.length == 20 && first.run == 20)
    #expect(all.prefix(2).length == 100)
    #expect(all.selecting([1, 4]).rates == [all.rates[1], all.rates[4]])
    #expect(all.at(steps: all.steps.map { $0 + 1 }).times.first == 1)
    #expect(all.divided(by: all.rates).rates.allSatisfy { $0 == 1 })
  }

  @Test func `a deviation is a fraction of the largest rate`() throws {
    let all = try points("constant(0.5)")
    #expect(all.deviation(of: .constant(0.5)) == 0)
    #expect(abs(all.deviation(of: .constant(0.6)) - 0.2) < 1e-12)
    #expect(all.samples(of: .constant(0.25)) == Array(repeating: 0.5, count: 100))
    #expect(all.deviation(of: Schedule.constant(1).warmup(500)) == .infinity)
    #expect(all.residuals(of: nil) == nil)
  }

  @Test func `making a schedule costs as much as a hundred of its values`() {
    let budget = EvaluationBudget(1001)
    budget.spend(900)
    #expect(!budget.isSpent)
    budget.spend(0)
    #expect(budget.isSpent)
  }

  @Test func `lengths are written in the unit of the log`() {
    let epochs = TimeBase(steps: 1000, isEpochs: true)
    #expect(epochs.length(2.5) == .epochs(2.5) && epochs.text(2.5) == "2.5ep")
    #expect(epochs.everyArgument == ", every: 1ep")
    let steps = TimeBase(steps: 1, isEpochs: false)
    #expect(steps.length(500) == .steps(500) && steps.text(500) == "500")
    #expect(steps.everyArgument.isEmpty)
  }
}
