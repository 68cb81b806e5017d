import Foundation
import LearningRate
import Optimizers
import Runs
import Testing
import Torch
import Training

/// Two tasks that share nothing: `near` pulls its weight to 1, `far` pulls its own to 100.
private final class TwoTasks: Model {
  let near: Tensor
  let far: Tensor
  init() throws {
    near = try Tensor.full([1], 0).requiringGradient()
    far = try Tensor.full([1], 0).requiringGradient()
  }
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    func distance(_ weight: Tensor, _ target: Double) throws -> Tensor {
      let difference = try weight + -target
      return try (difference * difference).mean()
    }
    return try Outcome(losses: ["near": distance(near, 1), "far": distance(far, 100)])
  }
}

@Suite struct PlanTrainingTests {
  private func training(
    _ model: any Model, _ plan: String, steps: Int = 4, optimizer: Optimizer = .sgd(),
    until end: Int? = nil, startingAt start: Int = 0
  ) throws -> TrainingRun {
    try TrainingRun(
      learner: learner(model, try twoExamples(), optimizer: optimizer, batchSize: 2),
      plan: try Plan(plan).resolved(steps: steps, startingAt: start), steps: end,
      validation: nil, validateEvery: 100)
  }

  @Test func `parameters of a group with rate 0 stay where they are`() throws {
    let model = try line()
    _ = try training(model, #"constant(0.01).scaled(by: 0, in: "*.bias")"#).events()
    #expect(try model.body.bias?.item() == 0)
    #expect(try model.body.weight.item() != 0.5)
  }

  @Test(arguments: [0.1, 0.001])
  func `an independent decay follows the rate's course, and not its peak`(peak: Double) throws {
    let model = try line()
    // y = 2x + 1 exactly, so that there is no gradient, and the decay is all that a step does.
    try model.body.weight.assign(try Tensor([Float(2)], shape: [1, 1]))
    try model.body.bias?.assign(try Tensor([Float(1)], shape: [1]))
    let training = try training(
      model, "piecewise([0: 0, 1: \(peak / 2), 2: \(peak)])", steps: 3,
      optimizer: .adamw(weightDecay: 0.25).independentDecay())
    _ = try training.events(to: 2)
    // Half of the peak at step 1: 1 − 0.25/2.
    #expect(try abs(model.body.weight.item() - 1.75) < 1e-6)
  }

  @Test func `each loss counts by its weight, which changes`() throws {
    let model = try TwoTasks()
    let plan = #"constant(0.25).weighing("far", by: piecewise([0: 0, 1: 0.5]))"#
    let training = try training(model, plan, steps: 2)
    // By hand: the loss is near + w·far, and a rate of 0.25 halves the distance at weight 1.
    guard case .step(let first)? = try training.next() else {
      Issue.record("no step")
      return
    }
    #expect(first.loss == 1)
    #expect(try (model.near.item(), model.far.item()) == (0.5, 0))
    #expect(first.losses == ["near": 1, "far": 10_000])
    guard case .step(let second)? = try training.next() else {
      Issue.record("no step")
      return
    }
    #expect(second.loss == 0.25 + 0.5 * 10_000)
    #expect(try (model.near.item(), model.far.item()) == (0.75, 25))
  }

  @Test func `coupled parts have a rate each under one clock`() throws {
    let model = try TwoTasks()
    let plan = #"constant(0.25).scheduling(rate, linear(from: 0.5, to: 0), in: "far")"#
    let training = try training(model, plan, steps: 2)
    _ = try training.next()
    #expect(try (model.near.item(), model.far.item()) == (0.5, 100))
    let groups = training.lastReport?.updates.first?.values.groups
    #expect(groups?.map(\.learningRate).sorted() == [0.25, 0.5])
  }

  @Test func `a weight for a loss that the model has not is refused`() throws {
    let plan = #"constant(1).weighing("deep", by: constant(1))"#
    let error = try #require(throws: TrainingError.self) { try training(try TwoTasks(), plan) }
    #expect(
      error.description
        == "the plan must weight a loss of the model, which has far, near; received 'deep'")
    let other = try #require(throws: TrainingError.self) { try training(try line(), plan) }
    #expect(
      other.description
        == "the plan must weight a loss of the model, which has one loss without a name; "
        + "received 'deep'")
  }

  @Test(arguments: [
    (
      #"constant(1).scaled(by: 2, in: "head.*")"#,
      "scaled: in must be a pattern that a parameter fits (the model has body.weight, body.bias); "
        + #"received "head.*""#
    ),
    (
      "constant(1).scheduling(momentum, constant(0.9))",
      "a scheduled hyperparameter of sgd must be its rate or one of weightDecay; received momentum"
    ),
    (
      "constant(1).scheduling(weightDecay, linear(from: 1, to: -1))",
      "the scheduled weightDecay of sgd must be finite and not negative; received -0.5"
    ),
    ("constant(-1)", "a rate must not be negative; received -1.0 in constant(-1)"),
    (
      #"constant(1).multiplied(by: piecewise([0: 1, 3: -1]), in: "*")"#,
      "a rate must not be negative; received -1.0 in piecewise([0: 1, 3: -1])"
    ),
    (
      #"constant(1e100).scaled(by: 1e100, in: "*").scaled(by: 1e100, in: "*")"#,
      "the rates of * must be at most 1e200 in size; received 1e300"
    ),
  ])
  func `a plan that suits neither model nor optimizer is refused before the first step`(
    plan: String, message: String
  ) throws {
    let error = try #require(throws: TrainingError.self) { try training(try line(), plan) }
    #expect(error.description == message)
  }

  @Test func `past the end of the plan its last rate holds and it is said once`() throws {
    let events = try training(try line(), "linear(from: 0.04, to: 0)", steps: 2, until: 5).events()
    #expect(
      events.map(\.label) == [
        "step 0", "step 1", "past end 2", "step 2", "step 3", "step 4", "finished 5",
      ])
    let rates = events.compactMap { event in
      if case .step(let report) = event { report.learningRate } else { nil }
    }
    #expect(rates == [0.04, 0.02, 0, 0, 0])
  }

  @Test func `the value that a plan holds past its end is checked where it is used`() throws {
    let plan = "constant(0.01).scheduling(beta1, linear(from: 0.9, to: 1))"
    _ = try training(try line(), plan, steps: 4, optimizer: .adamw())
    let error = try #require(throws: TrainingError.self) {
      try training(try line(), plan, steps: 4, optimizer: .adamw(), until: 5)
    }
    #expect(
      error.description == "the scheduled beta1 of adamw must be in 0 ..< 1; received 1")
  }

  @Test func `a run that ends with its plan is never past the end`() throws {
    let events = try training(try line(), "constant(0.01)", steps: 3).events()
    #expect(events.map(\.label) == ["step 0", "step 1", "step 2", "finished 3"])
  }

  @Test func `groups, weights and parts are recorded under their names`() throws {
    let folder = TemporaryFolder()
    let store = try RunStore(folder: folder.url)
    let run = try store.createRun(task: "two", configuration: .null).id
    let plan = #"""
      constant(0.25).scheduling(rate, constant(0.5), in: "far").weighing("far", by: constant(0.5))
        .scheduling(weightDecay, linear(from: 1, to: 0))
      """#
    let training = try training(try TwoTasks(), plan, steps: 2, until: 3)
    training.measureLayersEvery = nil
    let recorder = try RunRecorder(training, as: run, in: store, checkpointEvery: 2)
    while let event = try training.next() { try recorder.record(event) }
    #expect(
      try store.seriesNames(of: run) == [
        "gradient norm", "loss", "loss far", "loss near", "rate", "rate far", "weight far",
        "weightDecay",
      ])
    #expect(try store.series("rate far", of: run).map(\.value) == [0.5, 0.5, 0.5])
    #expect(try store.series("weightDecay", of: run).map(\.value) == [1, 0.5, 0])
    #expect(try store.events(of: run).map { "\($0.kind) \($0.step)" } == ["past end 2"])
  }
}
