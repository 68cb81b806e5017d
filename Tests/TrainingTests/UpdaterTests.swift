import Foundation
import LearningRate
import Notation
import Optimizers
import Runs
import Testing
import Torch
import Training

/// A trunk and two heads: one says y, the other −y.
private final class TwoHeads: Model {
  let trunk: Linear
  let first: Linear
  let second: Linear

  init() throws {
    try Engine.seed(3)
    (trunk, first, second) = (try Linear(1, 4), try Linear(4, 1), try Linear(4, 1))
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let features = try trunk(batch.input, for: mode)
    return try Outcome(losses: [
      "first": first(features, for: mode).meanSquaredError(to: batch.target),
      "second": second(features, for: mode).meanSquaredError(to: batch.target * -1),
    ])
  }
}

@Suite struct UpdaterTests {
  private func settings(
    _ name: String, _ patterns: [String], _ plan: String, _ optimizer: String = "sgd"
  ) throws -> UpdaterSettings {
    UpdaterSettings(
      name, patterns: patterns.map { NamePattern($0) }, optimizer: try Optimizer(optimizer),
      plan: try Plan(plan))
  }

  private func heads() throws -> [UpdaterSettings] {
    [
      try settings("trunk", [], "cosine(from: 0.01, to: 0)", "adamw"),
      try settings("first", ["first.*"], "constant(0.05)", "sgd(momentum: 0.9)"),
      try settings("second", ["second.*"], "constant(0)"),
    ]
  }

  private func training(
    _ model: any Model, _ updaters: [UpdaterSettings], step: any TrainingStep = PlainStep(),
    steps: Int = 20
  ) throws -> TrainingRun {
    Engine.threads = 1
    return try Trainer(
      model: model, updaters: updaters, step: step, length: .steps(steps), batchSize: 2
    ).fit(try twoExamples())
  }

  @Test func `two heads and a trunk each have an optimizer and a plan`() throws {
    let model = try TwoHeads()
    let second = try model.second.weight.scalars(as: Float.self)
    let training = try training(model, heads())
    let reports = try training.events().compactMap { event -> StepReport? in
      if case .step(let report) = event { report } else { nil }
    }
    #expect(reports.count == 20)
    #expect(reports[0].updates.map(\.updater) == ["trunk", "first", "second"])
    #expect(reports.map { $0.updates[1].values.learningRate } == Array(repeating: 0.05, count: 20))
    #expect(reports[19].losses["first"]! < 0.1 * reports[0].losses["first"]!)
    // Its rate is 0.
    #expect(try model.second.weight.scalars(as: Float.self) == second)
  }

  @Test func `one updater of several that share a rule does what a single one does`() throws {
    let (whole, parts) = (try TwoHeads(), try TwoHeads())
    let plan = "cosine(from: 0.05, to: 0).warmup(3)"
    _ = try training(whole, [try settings("", [], plan, "adamw")]).events()
    _ = try training(
      parts,
      [
        try settings("a", ["trunk.*", "first.*"], plan, "adamw"),
        try settings("b", ["second.*"], plan, "adamw"),
      ]
    ).events()
    for (one, other) in zip(whole.namedTensors, parts.namedTensors) {
      #expect(
        try one.tensor.scalars(as: Float.self) == other.tensor.scalars(as: Float.self),
        "\(one.name)")
    }
  }

  @Test func `a plan counts its updater's updates`() throws {
    struct Often: TrainingStep {
      func run(_ context: StepContext) throws {
        for _ in 0..<3 {
          try context.differentiate { try context.outcome(of: $0) }
          try context.update("first")
        }
        try context.update("rest")
      }
      func updateCount(of name: String) -> Int { name == "first" ? 3 : 1 }
    }
    let training = try training(
      TwoHeads(),
      [
        try settings("first", ["first.*"], "linear(from: 0.12, to: 0)"),
        try settings("rest", [], "linear(from: 0.04, to: 0)"),
      ], step: Often(), steps: 4)
    let reports = try training.events().compactMap { event -> StepReport? in
      if case .step(let report) = event { report } else { nil }
    }
    // 12 updates from 0.12 to 0, and 4 from 0.04 to 0: 0.01 less each time.
    var rates: [Double] = []
    for report in reports {
      for update in report.updates where update.updater == "first" {
        rates.append(update.values.learningRate)
      }
    }
    for (number, rate) in rates.enumerated() {
      let expected: Double = 0.12 - 0.01 * Double(number)
      #expect(abs(rate - expected) < 1e-15)
    }
    #expect(reports.map { $0.updates[3].number } == [0, 1, 2, 3])
    #expect(abs(reports[3].updates[3].values.learningRate - 0.01) < 1e-15)
  }

  @Test func `gradients pass through the hook before they are used`() throws {
    let (plain, halved) = (try line(), try line())
    let one = learner(plain, try twoExamples(), batchSize: 2)
    let other = learner(halved, try twoExamples(), batchSize: 2)
    other.reduceGradients = { gradients in
      for gradient in gradients { try gradient.assign(try gradient * 0.5) }
    }
    _ = try one.advance(learningRate: 0.05)
    _ = try other.advance(learningRate: 0.1)
    #expect(try plain.body.weight.item() == halved.body.weight.item())
  }

  @Test func `updaters that do not share out the model are refused in one sentence`() throws {
    let cases: [([UpdaterSettings], String)] = [
      ([], "a training must have an updater; received none"),
      (
        [try settings("a", ["trunk.*"], "constant(1)")],
        "each parameter must have an updater; 'first.weight' has none"
      ),
      (
        [try settings("a", [], "constant(1)"), try settings("a", ["first.*"], "constant(1)")],
        "updaters must have different names; received 'a' twice"
      ),
      (
        [try settings("a", [], "constant(1)"), try settings("b/c", ["first.*"], "constant(1)")],
        "an updater's name must be letters, digits, '-' and '_'; received 'b/c'"
      ),
      (
        [try settings("a", [], "constant(1)"), try settings("b", ["third.*"], "constant(1)")],
        "updater 'b': 'third.*' must fit a parameter; the model has trunk.weight, trunk.bias, "
          + "first.weight, first.bias, second.weight, …"
      ),
      (
        [
          try settings("a", [], "constant(1)"), try settings("b", ["first.*"], "constant(1)"),
          try settings("c", ["*.weight"], "constant(1)"),
        ], "a parameter must have one updater; 'first.weight' fits 'b' and 'c'"
      ),
      (
        [try settings("a", [], "constant(1)"), try settings("b", ["*"], "constant(1)")],
        "updater 'a' must have a parameter; it has none"
      ),
    ]
    for (updaters, message) in cases {
      let error = #expect(throws: TrainingError.self) { try training(TwoHeads(), updaters) }
      #expect(error?.description == message)
    }
  }

  @Test func `a step that names no updater, or updates nothing, is refused`() throws {
    struct Wrong: TrainingStep {
      let name: String?
      let differentiates: Bool
      func run(_ context: StepContext) throws {
        let model = context.model
        if differentiates {
          try context.differentiate { try model.outcome(of: $0, for: .training) }
        }
        if let name { try context.update(name) }
      }
    }
    for (step, message) in [
      (
        Wrong(name: "third", differentiates: true),
        "an updater must be one of 'trunk', 'first', 'second'; received 'third'"
      ),
      (
        Wrong(name: "first", differentiates: false),
        "a step must differentiate a loss for 'first' before it updates; it did not"
      ),
      (
        Wrong(name: nil, differentiates: true),
        "a training step must update something; it made no update"
      ),
    ] {
      let training = try training(TwoHeads(), heads(), step: step)
      let error = #expect(throws: TrainingError.self) { try training.next() }
      #expect(error?.description == message)
      #expect(training.learner.step == 0)
    }
  }

  @Test func `each updater's plan weighs the losses for its own parameters`() throws {
    /// Losses of (trunk + head)² and of trunk².
    final class Sums: Model {
      let trunk: Tensor
      let head: Tensor
      init() throws {
        trunk = try Tensor.full([1], 1).requiringGradient()
        head = try Tensor.full([1], 2).requiringGradient()
      }
      func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
        let sum = try trunk + head
        return try Outcome(losses: ["sum": (sum * sum).mean(), "size": (trunk * trunk).mean()])
      }
    }
    // By hand: the sum's gradient is 2·3 for both, the size's 2 for the trunk.
    for micro in [nil, 1] {
      let model = try Sums()
      let training = try Trainer(
        model: model,
        updaters: [
          try settings("trunk", ["trunk"], #"constant(0.5).weighing("sum", by: constant(0.25))"#),
          try settings("head", [], #"constant(0.25).weighing("size", by: constant(0))"#),
        ], length: .steps(1), batchSize: 2, microBatchSize: micro
      ).fit(try twoExamples())
      guard case .step(let report)? = try training.next() else {
        Issue.record("no step")
        return
      }
      // 1 − 0.5·(0.25·6 + 2), and 2 − 0.25·6.
      #expect(try (model.trunk.item(), model.head.item()) == (-0.75, 0.5))
      // 0.25·9 + 1, and 9.
      #expect(report.updates.map(\.loss) == [3.25, 9])
      #expect(report.loss == 3.25)
      #expect(report.losses == ["sum": 9, "size": 1])
    }
  }

  @Test func `gradients for one updater leave the others alone`() throws {
    struct Only: TrainingStep {
      let updated: String
      func run(_ context: StepContext) throws {
        try context.differentiate(for: ["first"]) { try context.outcome(of: $0) }
        try context.update(updated)
      }
    }
    let (one, both) = (try TwoHeads(), try TwoHeads())
    _ = try training(one, heads(), step: Only(updated: "first"), steps: 1).events()
    _ = try training(both, heads(), steps: 1).events()
    #expect(
      try one.first.weight.scalars(as: Float.self) == both.first.weight.scalars(as: Float.self))
    #expect(one.trunk.weight.gradient == nil)
    let error = #expect(throws: TrainingError.self) {
      try training(TwoHeads(), heads(), step: Only(updated: "trunk")).next()
    }
    #expect(
      error?.description
        == "a step must differentiate a loss for 'trunk' before it updates; it did not")
  }

  @Test func `a plan too few is refused`() throws {
    let learner = try Learner(
      model: TwoHeads(), updaters: heads(), data: twoExamples(), batchSize: 2, seed: 0)
    let error = #expect(throws: TrainingError.self) {
      try TrainingRun(
        learner: learner, plan: try Plan("constant(1)").resolved(steps: 3), validation: nil,
        validateEvery: 1)
    }
    #expect(error?.description == "there must be a plan for each of 3 updaters; received 1")
  }

  @Test func `a checkpoint from before there were several updaters is read whole`() throws {
    let text = """
      {"batchSize": 8, "controllers": [], "examples": 40, "gradientLimit": "norm(1)",
       "gradientLimitState": {}, "optimizer": "adamw", "optimizerCount": 2,
       "plan": "cosine(from: 0.01, to: 0)", "planStart": 0, "planSteps": 12,
       "restorePoints": [{"step": 0, "optimizerCount": 0}], "seed": 7, "step": 3, "steps": 12,
       "stepsPerEpoch": 5, "threads": 1, "torch": "2.13.0"}
      """
    let state = try JSONDecoder().decode(
      CheckpointState.self,
      from: Data(text.replacing(#""gradientLimitState": {},"#, with: "").utf8))
    #expect(state.updaters.map(\.name) == [""] && state.updaters[0].updates == 3)
    #expect(state.updaters[0].optimizerCount == 2)
    #expect(state.planned == "cosine(from: 0.01, to: 0), 12 steps")
    #expect(state.restorePoints.map(\.updaters.count) == [1])
    let encoded = try JSONEncoder().encode(state)
    let again = try JSONDecoder().decode(CheckpointState.self, from: encoded)
    #expect(again == state)
    let half = text.replacing(#""optimizerCount": 2,"#, with: "")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CheckpointState.self, from: Data(half.utf8))
    }
  }
}
