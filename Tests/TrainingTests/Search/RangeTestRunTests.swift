import LearningRate
import Optimizers
import Search
import Testing
import Torch
import Training

/// A classifier of points in the plane, with batch norm and dropout.
private struct Toy {
  let training: TrainingRun

  init() throws {
    var generator = SeededGenerator(seed: 5, purpose: .split)
    let points = (0..<512).map { _ in Float.random(in: -1...1, using: &generator) }
    let classes = (0..<256).map { Int64(points[2 * $0] > points[2 * $0 + 1] ? 1 : 0) }
    let data = TensorDataset(
      inputs: try Tensor(points, shape: [256, 2]), targets: try Tensor(classes, shape: [256]))
    Engine.threads = 1
    try Engine.seed(3)
    let model = Classifier(
      Sequential(
        try Linear(2, 16), try BatchNorm(16), Tanh(), Dropout(0.1), try Linear(16, 2)))
    let learner = try Learner(
      model: model, optimizer: .adamw(), data: data, batchSize: 16, seed: 1)
    training = try TrainingRun(
      learner: learner, plan: try Self.plan(0.01), validation: data, validateEvery: 50)
  }

  static func plan(_ peak: Double) throws -> ResolvedPlan {
    try Plan(.cosine(from: peak, to: 0).warmup(.percent(10))).resolved(
      steps: 200, stepsPerEpoch: 16)
  }

  func run(_ test: RangeTest) -> RangeTestRun {
    RangeTestRun(test, training.learner, steps: 200, plan: Self.plan)
  }
}

@Suite struct RangeTestRunTests {
  @Test(arguments: RangeTest.allCases.filter { ![.slide, .minimumTenth].contains($0) })
  func `a range test leaves everything as it was, bit for bit`(test: RangeTest) throws {
    let (tested, plain) = (try Toy(), try Toy())
    for toy in [tested, plain] { for _ in 0..<3 { _ = try toy.training.next() } }
    let before = try tested.training.checkpointFiles()
    let curve = try tested.run(test).curve()
    #expect(curve.losses.count > 20)
    #expect(tested.training.learner.step == 3)
    #expect(try tested.training.checkpointFiles() == before)
    #expect(try tested.training.checkpointState() == plain.training.checkpointState())
    // And what follows is what would have followed.
    while let event = try plain.training.next() { #expect(try tested.training.next() == event) }
    #expect(try tested.training.checkpointFiles() == plain.training.checkpointFiles())
  }

  @Test(arguments: [RangeTest.valley, .smith])
  func `each step trains on the next batch at the ramp's rate`(test: RangeTest) throws {
    let (toy, twin) = (try Toy(), try Toy())
    var seen: [RateFinder.Progress] = []
    let run = toy.run(test)
    let curve = try run.curve {
      seen.append($0)
      return true
    }
    #expect(curve.losses.count == seen.count && seen.map(\.step) == Array(seen.indices))
    for (step, loss) in curve.losses.prefix(60).enumerated() {
      let rate = run.ramp.rate(at: step)
      #expect(seen[step].learningRate == rate && seen[step].loss == loss)
      // A step that is made directly, at that rate.
      let report = try twin.training.learner.advance(learningRate: rate)
      // The ramp's rate is a factor of the typical one, and may differ in the last bit.
      #expect(abs(report.loss - loss) <= 1e-4 * abs(loss), "step \(step)")
    }
  }

  @Test func `a ramp stops where the smoothed loss is above four times the lowest`() throws {
    let inputs = (0..<64).map { Float($0) - 31.5 }
    let data = TensorDataset(
      inputs: try Tensor(inputs, shape: [64, 1]),
      targets: try Tensor(inputs.map { 3 * $0 }, shape: [64, 1]))
    let learner = try Learner(
      model: Regressor(try Linear(1, 1, bias: false)), optimizer: .sgd(), data: data,
      batchSize: 16, seed: 0)
    let run = RangeTestRun(.valley, learner, steps: 200, plan: Toy.plan)
    let smoothed = try run.curve().smoothed
    // Gradient descent converges below 2/λ, λ = 2·mean x² = 683 or 0.003: step 56 of the ramp.
    #expect(smoothed.count > 56 && smoothed.count < 100)
    for (step, loss) in smoothed.enumerated() {
      let isAbove = try loss > 4 * #require(smoothed[...step].min())
      #expect(isAbove == (step == smoothed.count - 1), "step \(step)")
    }
  }

  @Test(arguments: [0, 40])
  func `told to stop it stops, and puts everything back`(last: Int) throws {
    let toy = try Toy()
    let before = try toy.training.checkpointFiles()
    #expect(throws: SearchError.stopped) { try toy.run(.valley).curve { $0.step < last } }
    #expect(try toy.training.checkpointFiles() == before)
  }

  @Test func `several updaters are refused`() throws {
    let data = TensorDataset(
      inputs: try Tensor.full([16, 2], 1),
      targets: try Tensor(Array(repeating: Int64(0), count: 16), shape: [16]))
    let model = Classifier(Sequential(try Linear(2, 4), try Linear(4, 2)))
    let plan = Plan(.constant(0.1))
    let learner = try Learner(
      model: model,
      updaters: [
        UpdaterSettings("first", parameters: "*0*", optimizer: .sgd(), plan: plan),
        UpdaterSettings("rest", optimizer: .sgd(), plan: plan),
      ], data: data, batchSize: 16, seed: 0)
    let run = RangeTestRun(.valley, learner, steps: 200, plan: Toy.plan)
    #expect(
      throws: TrainingError("a range test needs a training with one updater; received 2")
    ) { try run.curve() }
  }
}
