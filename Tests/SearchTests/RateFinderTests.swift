import LearningRate
import Optimizers
import Search
import Testing
import Torch
import Training

/// A classifier of noisy points in the plane, with dropout so that chance takes part.
private struct Toy {
  let training: TrainingRun
  let finder: RateFinder

  init(
    _ optimizer: Optimizer = .adamw(), steps: Int = 200, scale: Float = 1,
    schedule: @escaping (Double) -> Schedule = { .cosine(from: $0, to: 0) }
  ) throws {
    var generator = SeededGenerator(seed: 5, purpose: .split)
    let points = (0..<512).map { _ in Float.random(in: -scale...scale, using: &generator) }
    let classes = (0..<256).map { index -> Int64 in
      points[2 * index] * points[2 * index + 1] > 0 ? 1 : 0
    }
    let data = TensorDataset(
      inputs: try Tensor(points, shape: [256, 2]), targets: try Tensor(classes, shape: [256]))
    Engine.threads = 1
    try Engine.seed(3)
    let model = Classifier(
      Sequential(try Linear(2, 16), Tanh(), Dropout(0.1), try Linear(16, 2)))
    let learner = try Learner(
      model: model, optimizer: optimizer, data: data, batchSize: 16, seed: 1)
    let plan = { try Plan(schedule($0)).resolved(steps: steps, stepsPerEpoch: 16) }
    finder = RateFinder(learner, steps: steps, plan: plan)
    training = try TrainingRun(
      learner: learner, plan: try plan(0.01), validation: data, validateEvery: steps)
  }
}

@Suite struct RateFinderTests {
  @Test(arguments: [Optimizer.adamw(), .sgd(momentum: 0.9)])
  func `E-5 a search leaves everything as it was, bit for bit`(optimizer: Optimizer) throws {
    let (searched, plain) = (try Toy(optimizer), try Toy(optimizer))
    for toy in [searched, plain] { for _ in 0..<3 { _ = try toy.training.next() } }
    let before = try searched.training.checkpointFiles()
    _ = try searched.finder.find()
    #expect(searched.training.learner.step == 3)
    #expect(try searched.training.checkpointFiles() == before)
    #expect(try searched.training.checkpointState() == plain.training.checkpointState())
    // And what follows is what would have followed.
    while let event = try plain.training.next() { #expect(try searched.training.next() == event) }
    #expect(try searched.training.checkpointFiles() == plain.training.checkpointFiles())
  }

  @Test func `it spends the budget it tells, step by step`() throws {
    let toy = try Toy(steps: 400)
    // A tenth and three twentieths of 400.
    #expect(toy.finder.rampSteps == 40)
    #expect(toy.finder.probeSteps == 20)
    #expect(toy.finder.budget == 100)
    var seen: [RateFinder.Progress] = []
    let suggestion = try toy.finder.find {
      seen.append($0)
      return true
    }
    #expect(seen.map(\.step) == Array(0..<100))
    #expect(seen.allSatisfy { $0.steps == 100 })
    #expect(suggestion.steps == 100)
    #expect(seen.prefix(40).allSatisfy { $0.kind == .ramp })
    // From the typical rate over 300 to 300 times it: AdamW's is 0.003.
    #expect(abs(seen[0].learningRate / 1e-5 - 1) < 1e-9)
    #expect(abs(seen[39].learningRate / 0.9 - 1) < 1e-9)
    let probes = suggestion.probes
    for (index, probe) in probes.enumerated() {
      let steps = seen[(40 + 20 * index)..<(60 + 20 * index)]
      #expect(steps.allSatisfy { $0.kind == .probe(probe.rate) })
      // The schedule of 400 steps compressed to 20: it begins at the peak.
      #expect(abs(steps.first!.learningRate / probe.rate - 1) < 1e-12)
      // cos at 19/20 of the way: (1 + cos(0.95π))/2 = 0.00615583
      #expect(abs(steps.last!.learningRate / probe.rate - 0.006_155_83) < 1e-8)
    }
  }

  @Test func `the probes stand around the centre, downhill`() throws {
    let suggestion = try Toy(steps: 400).finder.find()
    let bottom = try #require(suggestion.ramp.rateAtMinimum)
    // ln c = ¾(ln r − 1.5) + ¼ ln 0.003, written with powers.
    let centre = _pow(bottom, 0.75) * 0.324_652_467_358_349_7 * _pow(0.003, 0.25)  // e^−1.125
    let rates = suggestion.probes.map(\.rate)
    #expect(abs(rates[0] / centre - 1) < 1e-9)
    #expect(abs(rates[1] / centre - 1 / 2.78) < 1e-9)
    let isLowerBetter = suggestion.probes[1].loss < suggestion.probes[0].loss
    #expect(abs(rates[2] / centre - (isLowerBetter ? 1 / (2.78 * 2.78) : 2.78)) < 1e-9)
  }

  @Test func `a short run is searched with enough steps`() throws {
    let toy = try Toy(steps: 8)
    #expect(toy.finder.budget == 50)  // 20 and three times 10
    #expect(try toy.finder.find().rate > 0)
  }

  @Test func `the same search gives the same rate`() throws {
    let (one, two) = (try Toy().finder.find(), try Toy().finder.find())
    #expect(one == two)
  }

  @Test(arguments: [0, 7, 25, 49])
  func `told to stop it stops, and puts everything back`(last: Int) throws {
    let toy = try Toy()
    let before = try toy.training.checkpointFiles()
    var count = 0
    #expect(throws: SearchError.stopped) {
      try toy.finder.find {
        count += 1
        return $0.step < last
      }
    }
    #expect(count == last + 1)
    #expect(toy.training.learner.step == 0)
    #expect(try toy.training.checkpointFiles() == before)
  }

  @Test func `a plan that cannot be made ends it, and everything is put back`() throws {
    let toy = try Toy()
    let before = try toy.training.checkpointFiles()
    let finder = RateFinder(toy.training.learner, steps: 200) { _ in
      throw TrainingError("no plan")
    }
    #expect(throws: TrainingError("no plan")) { try finder.find() }
    #expect(try toy.training.checkpointFiles() == before)
  }

  @Test func `a ramp that diverges is no obstacle`() throws {
    // A squared error of a line through data of size 10 breaks SGD far below the ramp's top of 150.
    let line = try Line(scale: 10)
    let suggestion = try line.finder.find()
    #expect(suggestion.ramp.losses.count < line.finder.rampSteps)
    #expect(suggestion.ramp.losses.allSatisfy { $0.isFinite })
    #expect(suggestion.steps < line.finder.budget)
    #expect(try line.layer.weight.item() == 0)
    // Gradient descent on it converges below 2/λ, λ = 2·mean x² = 66.7 or 2/67 = 0.03.
    #expect((0.001...0.03).contains(suggestion.rate), "\(suggestion.rate)")
  }

  @Test func `case 10 of FIELD A2: a trial that ends in no number says that its rate is too hot`()
    throws
  {
    // optuna counts a NaN as a failed trial, and learns nothing from it.
    let line = try Line(scale: 10)
    let suggestion = try line.finder.find()
    let broken = suggestion.probes.filter { !$0.loss.isFinite }
    #expect(suggestion.ramp.losses.count < line.finder.rampSteps)
    #expect(broken.allSatisfy { $0.rate > suggestion.rate })
    #expect(suggestion.rate < suggestion.ramp.rates[suggestion.ramp.losses.count - 1])
  }

  @Test func `data on which nothing trains is an error in one sentence`() throws {
    let line = try Line(scale: 1e12)
    let error = #expect(throws: SearchError.self) { try line.finder.find() }
    #expect(
      error?.description.hasPrefix(
        "no learning rate can be found: the loss must stay finite while the rate rises to 0.0")
        == true, "\(String(describing: error))")
    #expect(try line.layer.weight.item() == 0)
  }
}

/// y = w·x without an offset, from w = 0.
private struct Line {
  let layer: Linear
  let finder: RateFinder

  init(scale: Float) throws {
    let inputs = (0..<64).map { scale * (Float($0) - 31.5) / 32 }
    let data = TensorDataset(
      inputs: try Tensor(inputs, shape: [64, 1]),
      targets: try Tensor(inputs.map { 3 * $0 + 0.1 }, shape: [64, 1]))
    Engine.threads = 1
    layer = try Linear(1, 1, bias: false)
    try layer.weight.assign(Tensor.full([1, 1], 0))
    let learner = try Learner(
      model: Regressor(layer), optimizer: .sgd(), data: data, batchSize: 16, seed: 0)
    finder = RateFinder(learner, steps: 400) {
      try Plan(.cosine(from: $0, to: 0)).resolved(steps: 400)
    }
  }
}

/// xʸ for a small fraction y, by square roots: ¼ and ¾ only.
private func _pow(_ base: Double, _ exponent: Double) -> Double {
  let root = base.squareRoot().squareRoot()
  return exponent == 0.25 ? root : root * root * root
}
