import Anneal
import Optimizers
import Testing

@Suite struct FitSetupTests {
  private func setup(_ change: (inout FitConfiguration) -> Void = { _ in }) async throws -> FitSetup
  {
    var configuration = FitConfiguration(.toy, seed: 3)
    change(&configuration)
    return try await FitSetup(configuration, task: .toy)
  }

  private func weights(_ setup: FitSetup) throws -> [[Float]] {
    try setup.learner.model.namedTensors.map { try $0.tensor.scalars(as: Float.self) }
  }

  @Test func `lengths are worked out`() async throws {
    let setup = try await setup()
    #expect(setup.trainingCount == 64)
    #expect(setup.validation.count == 21)
    #expect(setup.learner.stepsPerEpoch == 6)
    #expect(setup.steps == 36)
    #expect(try await self.setup { $0.length = 17 }.steps == 17)
    #expect(try await self.setup { $0.batchSize = 1000 }.steps == 6)
  }

  @Test func `the seed draws the weights`() async throws {
    let (one, same, other) = (
      try await setup(), try await setup(), try await setup { $0.seed = 4 }
    )
    #expect(try weights(one) == weights(same))
    #expect(try weights(one) != weights(other))
  }

  @Test func `a schedule of its own is scaled to a peak`() async throws {
    let plain = try await setup()
    let plan = try plain.unresolvedPlan(peak: 0.2)
    #expect(plan.description == "cosine(from: 0.2, to: 0).warmup(10%)")
    let written = try await setup { $0.plan = Plan(.oneCycle(peak: 0.4)) }
    #expect(try written.unresolvedPlan(peak: nil) == Plan(.oneCycle(peak: 0.4)))
    let scaled = try written.plan(peak: 0.01)
    #expect(abs(scaled.learningRate.peak / 0.01 - 1) < 1e-12)
    let same = try await setup { $0.plan = Plan(.constant(0.4)) }
    #expect(try same.unresolvedPlan(peak: 0.4) == Plan(.constant(0.4)))
  }

  @Test(arguments: [
    (Optimizer.prodigy(), "cosine(from: 1, to: 0).warmup(10%)"),
    (.adamw().mechanic(), "cosine(from: 1, to: 0).warmup(10%)"),
    (.dAdaptation(), "cosine(from: 1, to: 0).warmup(10%)"),
    (.dog(), "constant(1)"), (.dowg().averaged(), "constant(1)"),
    (.prodigy().lookahead(), "cosine(from: 1, to: 0).warmup(10%)"),
  ])
  func `the task's schedule is used, but by those whose rate is best left as it is`(
    optimizer: Optimizer, notation: String
  ) async throws {
    let setup = try await setup { $0.optimizer = optimizer }
    #expect(try setup.unresolvedPlan(peak: 1).description == notation)
  }

  @Test func `a schedule that cannot be made is named`() async throws {
    let plain = try await setup()
    let missing = #expect(throws: TrainingError.self) { try plain.unresolvedPlan(peak: nil) }
    #expect(missing?.description == "the task's schedule needs a peak rate")
    let flat = try await setup { $0.plan = Plan(.constant(0)) }
    let error = #expect(throws: TrainingError.self) { try flat.unresolvedPlan(peak: 0.1) }
    #expect(
      error?.description
        == "the schedule's largest value must be above 0 to be scaled to a peak rate; received 0.0")
  }

  @Test func `the search is over the run's own length`() async throws {
    let setup = try await setup { $0.length = 1000 }
    #expect(setup.finder().budget == 170)  // four times a 50th, and three times a 50th and a 100th
  }

  @Test func `trials at once find the rate that trials in turn find`() async throws {
    let setup = try await setup {
      $0.length = 200
      $0.threads = 1
    }
    let alone = try setup.finder(atOnce: 1).find()
    #expect(try setup.finder(atOnce: 2).find() == alone)
    #expect(try setup.finder(atOnce: 3).find() == alone)
  }

  @Test func `measurements are as far apart as asked`() async throws {
    let setup = try await setup {
      $0.validateEvery = .percent(50)
      $0.length = 8
    }
    let training = try setup.training(try setup.plan(peak: 0.01))
    var measured: [Int] = []
    while let event = try training.next() {
      if case .validation(let step, _) = event { measured.append(step) }
    }
    #expect(measured == [4, 8])
  }
}
