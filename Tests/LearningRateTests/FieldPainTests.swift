import Foundation
import LearningRate
import Notation
import Testing

/// What users of other tools suffer from (FIELD.md, part E), and what Anneal answers: the pains that
/// schedules and plans alone can show. E-1 and E-4 go on in `FitReplanTests` and
/// `PlanTrainingTests`; E-5 is in `RateFinderTests`.
@Suite struct FieldPainTests {
  @Test
  func
    `E-1 one source of truth: a rate is a function of plan and step, and only the step is saved`()
    throws
  {
    let plan = Plan(.cosine(from: 1, to: 0.1).warmup(.percent(5)).cooldown(.percent(10)))
    let whole = try plan.resolved(steps: 1000)
    let stored = try JSONEncoder().encode(plan)
    for step in [0, 49, 50, 51, 899, 900, 999] {
      // Pytorch#60265, transformers#27749, #34053: rates after resuming are discontinuous.
      let resumed = try JSONDecoder().decode(Plan.self, from: stored).resolved(steps: 1000)
      #expect(resumed.values(at: step) == whole.values(at: step))
    }
  }

  @Test func `E-2 no first update is wasted and the peak is reached exactly`() throws {
    let curve = try Schedule.cosine(from: 1, to: 0).warmup(4).resolved(steps: 10)
    #expect((0...4).map { curve.value(at: $0) } == [0.2, 0.4, 0.6, 0.8, 1])
  }

  @Test func `E-2 a warmup of one step or of none is no special case`() throws {
    // HeavyBall#29: `warmup_steps=1` does nothing; DeepSpeed#771: 1/log(1).
    let one = try Schedule.constant(1).warmup(1).resolved(steps: 3)
    #expect((0..<3).map { one.value(at: $0) } == [0.5, 1, 1])
    let none = try Schedule.constant(1).warmup(0).resolved(steps: 3)
    #expect((0..<3).map { none.value(at: $0) } == [1, 1, 1])
  }

  @Test
  func `E-2 a warmup as long as the run divides by nothing and one that is longer is refused`()
    throws
  {
    // mlx-vlm#971: 0/0; torchtitan#1010: ZeroDivision at decay_steps=0.
    let curve = try Schedule.cosine(from: 1, to: 0).warmup(4).resolved(steps: 4)
    #expect((0..<4).map { curve.value(at: $0) } == [0.2, 0.4, 0.6, 0.8])
    #expect(curve.value(at: 4).isFinite)
    let error = #expect(throws: ScheduleError.self) {
      try Schedule.cosine(from: 1, to: 0).warmup(5).resolved(steps: 4)
    }
    #expect(
      error?.description
        == "warmup: length must be at most the 4 steps of its window; received 5")
  }

  @Test func `E-2 the warmup is a straight line unless it is asked for another shape`() throws {
    // DeepSpeed#1298: the warm-up is logarithmic under a name that says linear.
    let curve = try Schedule.constant(1).warmup(10, from: 0).resolved(steps: 20)
    let differences = (0..<10).map { curve.value(at: $0 + 1) - curve.value(at: $0) }
    #expect(differences.allSatisfy { abs($0 - 0.1) < 1e-15 })
  }

  @Test func `E-3 making a schedule has no effect on anything`() throws {
    // FIELD A2.5: constructing LinearLR and ConstantLR multiplies the optimizer's rate.
    let first = try Schedule.linear(from: 1, to: 0).resolved(steps: 10)
    let before = first.value(at: 3)
    _ = try Schedule.constant(0.5).then(.linear(from: 1, to: 0), at: 5).resolved(steps: 10)
    #expect(first.value(at: 3) == before)
  }

  @Test func `E-3 a part that begins at once, or with the run's end, is allowed`() throws {
    // pytorch#185872: SequentialLR with a milestone of 0.
    let curve = try Schedule.constant(1).then(.linear(from: 2, to: 0), at: 0).resolved(steps: 4)
    #expect((0..<4).map { curve.value(at: $0) } == [2, 1.5, 1, 0.5])
    let late = try Schedule.constant(1).then(.constant(2), at: 4).resolved(steps: 4)
    #expect((0..<4).map { late.value(at: $0) } == [1, 1, 1, 1])
  }

  @Test func `E-3 the hand-over from warmup to cosine never overshoots the peak`() throws {
    // DeepSpec#32: 2.5 % above the peak, by the recursive formula.
    let curve = try Schedule.cosine(from: 1, to: 0).warmup(.percent(10)).resolved(steps: 1000)
    #expect(curve.peak == 1)
    #expect(curve.value(at: 100) == 1)
  }

  @Test func `E-3 a cosine that is shorter than the run ends and stays`() throws {
    // UniRL#223: a rebound because T_max is not the run's length.
    let curve = try Schedule.cosine(from: 1, to: 0, over: 5).resolved(steps: 11)
    #expect((5..<11).allSatisfy { curve.value(at: $0) == 0 })
  }

  @Test func `E-4 past the end of a one-cycle nothing rises, is negative or throws`() throws {
    // pytorch#91765, GrowSP#11, flair#2954.
    for schedule in [Schedule.oneCycle(peak: 1), .oneCycle(peak: 1, shape: .linear)] {
      let curve = try schedule.resolved(steps: 10)
      let last = curve.value(at: 10)
      #expect(last >= 0)
      #expect((10...30).allSatisfy { curve.value(at: $0) == last })
    }
  }

  @Test func `E-4 more steps than planned are an explicit rebase`() throws {
    let resolved = try Plan(.linear(from: 1, to: 0)).resolved(steps: 10)
    #expect(resolved.values(at: 15).learningRate == 0)
    #expect(try resolved.rebased(to: 20).values(at: 15).learningRate == 0.25)
  }

  @Test func `E-6 lengths say what they count, and one counter counts updates`() throws {
    let schedule = try Schedule("step(from: 1, gamma: 0.5, every: 2ep)")
    let curve = try schedule.resolved(steps: 60, stepsPerEpoch: 10)
    #expect([0, 19, 20, 39, 40, 59].map { curve.value(at: $0) } == [1, 1, 0.5, 0.5, 0.25, 0.25])
    // Without the length of an epoch nothing is guessed (Lightning#11599, accelerate#662).
    #expect(throws: ScheduleError.self) { try schedule.resolved(steps: 60) }
  }

  @Test func `E-7 groups have different schedules, not only multiples of one`() throws {
    // pytorch#67761, keras#16696, mlx#333.
    let plan = Plan(.cosine(from: 1, to: 0))
      .scheduling(.rate, .step(from: 1, gamma: 0.5, every: 5), in: "head.*")
    let values = try plan.resolved(steps: 10).grouped(["body.weight", "head.weight"]).values(at: 5)
    #expect(values.groups.map(\.learningRate)[1] == 0.5)
    #expect(abs(values.groups[0].learningRate - 0.5) < 1e-15)
    let later = try plan.resolved(steps: 10).grouped(["body.weight", "head.weight"]).values(at: 9)
    #expect(later.groups[1].learningRate == 0.5 && later.groups[0].learningRate < 0.03)
  }

  @Test func `E-7 absolute floors hold per group`() throws {
    // FIELD row 8: Hugging Face's polynomial scales the floor of the other groups wrongly.
    let plan = Plan(.linear(from: 1, to: 0.5))
      .scheduling(.rate, .linear(from: 0.1, to: 0.01), in: "head.*")
    let values = try plan.resolved(steps: 10).grouped(["body.weight", "head.weight"]).values(at: 10)
    #expect(values.groups.map(\.learningRate) == [0.5, 0.01])
  }
}

/// E-8 belongs to the controller of plateaus.
@Suite struct FieldPlateauPainTests {
  @Test func `E-8 a negative loss that gets worse is no improvement`() {
    // Case 7 of FIELD A2: −1, then −1.00005 …, all "improve" in PyTorch by the margin's wrong sign.
    var state = Controller.plateau(factor: 0.5, patience: 2).initialState
    var factors: [Double] = []
    for (step, loss) in [-1.0, -0.99995, -0.9999, -0.99985].enumerated() {
      _ = state.observe(loss, at: step)
      factors.append(state.factor(at: step + 1))
    }
    #expect(factors == [1, 1, 1, 0.5])
  }

  @Test func `E-8 a loss that is no number cuts nothing by itself`() {
    var state = Controller.plateau(factor: 0.5, patience: 1).initialState
    for step in 0..<5 { _ = state.observe(.nan, at: step) }
    #expect(state.factor(at: 5) == 1)
  }

  @Test func `E-8 a steady decrease after one bad measurement is no plateau for the slope test`() {
    // pytorch#30873: a plateau is declared during a steady decrease after a spike downwards.
    var plateau = Controller.plateau(factor: 0.5, patience: 5).initialState
    var slope = Controller.slopeTest(factor: 0.5, patience: 100).initialState
    for step in 0..<400 {
      let loss = step == 50 ? 0.1 : 2 - Double(step) * 0.002
      _ = plateau.observe(loss, at: step)
      _ = slope.observe(loss, at: step)
    }
    #expect(plateau.factor(at: 400) < 1)
    #expect(slope.factor(at: 400) == 1)
  }
}
