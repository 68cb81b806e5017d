import Foundation
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
  let data: TensorDataset

  init(
    _ optimizer: Optimizer = .adamw(), steps: Int = 200, scale: Float = 1,
    normalizes: Bool = false, budget: SearchBudget = .sixth, workers: Int = 0,
    schedule: @escaping (Double) -> Schedule = { .cosine(from: $0, to: 0) }
  ) throws {
    var generator = SeededGenerator(seed: 5, purpose: .split)
    let points = (0..<512).map { _ in Float.random(in: -scale...scale, using: &generator) }
    let classes = (0..<256).map { index -> Int64 in
      points[2 * index] * points[2 * index + 1] > 0 ? 1 : 0
    }
    data = TensorDataset(
      inputs: try Tensor(points, shape: [256, 2]), targets: try Tensor(classes, shape: [256]))
    Engine.threads = 1
    try Engine.seed(3)
    let data = data
    let makeLearner = {
      let model = Classifier(
        Sequential(
          [try Linear(2, 16)] + (normalizes ? [try BatchNorm(16)] : [])
            + [Tanh(), Dropout(0.1), try Linear(16, 2)]))
      return try Learner(
        model: model, optimizer: optimizer, data: data, batchSize: 16, seed: 1,
        prefetching: .whenNeeded)
    }
    let learner = try makeLearner()
    let plan = { try Plan(schedule($0)).resolved(steps: steps, stepsPerEpoch: 16) }
    finder = RateFinder(
      learner, steps: steps, validation: data, seed: 0, budget: budget,
      on: workers > 0
        ? TrialRunner(count: workers, replica: makeLearner) : TrialRunner(on: learner), plan: plan)
    training = try TrainingRun(
      learner: learner, plan: try plan(0.01), validation: data, validateEvery: steps)
  }
}

@Suite struct RateFinderTests {
  @Test(arguments: [Optimizer.adamw(), .sgd(momentum: 0.9)], [false, true])
  func `E-5 a search leaves everything as it was, bit for bit`(
    optimizer: Optimizer, normalizes: Bool
  ) throws {
    let searched = try Toy(optimizer, normalizes: normalizes)
    let plain = try Toy(optimizer, normalizes: normalizes)
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

  @Test func `trials rise, hold their rate, go on and cool down`() throws {
    let toy = try Toy(steps: 1000)
    // A fiftieth, a twenty-fifth and a hundredth of 1,000.
    #expect(toy.finder.trialSteps == 20 && toy.finder.longTrialSteps == 40)
    #expect(toy.finder.cooldownSteps == 10 && toy.finder.budget == 170)
    var seen: [RateFinder.Progress] = []
    let suggestion = try toy.finder.find {
      seen.append($0)
      return true
    }
    #expect(seen.map(\.step) == Array(0..<suggestion.steps))
    #expect(seen.last?.steps == suggestion.steps)
    // The typical rate of AdamW is 0.003. A trial rises over a hundredth of the run.
    let first = seen[20..<40].map { $0.learningRate / 0.003 }
    for (step, factor) in first.enumerated() {
      #expect(abs(factor - min(1, Double(step + 1) / 10)) < 1e-12)
    }
    let cooling = try #require(seen.firstIndex { $0.isCooling })
    let long = seen[(cooling - 20)..<(cooling + 10)]
    #expect(Set(long.map(\.trialRate)).count == 1)
    for (step, progress) in long.enumerated() {
      // It goes on where the trial was, and falls to zero in ten steps.
      let factor = step < 20 ? 1 : 1 - (Double(step - 20) + 0.5) / 10
      #expect(abs(progress.learningRate / progress.trialRate - factor) < 1e-12)
    }
    let lengths = suggestion.trials.map(\.steps)
    #expect(lengths.suffix(3) == [50, 50, 50] && lengths.dropLast(3).allSatisfy { $0 == 20 })
    #expect(suggestion.scheduleFactor > 0.9 && suggestion.scheduleFactor < 1.1)
  }

  @Test func `under a constant schedule nothing rises or cools down`() throws {
    let toy = try Toy(steps: 500) { .constant($0) }
    let suggestion = try toy.finder.find { progress in
      #expect(!progress.isCooling && progress.learningRate == progress.trialRate)
      return true
    }
    // They have hardly begun to learn, and go on to twice the length.
    #expect(suggestion.trials.map(\.steps).suffix(4) == [20, 20, 40, 40])
    #expect(suggestion.scheduleFactor < 0.4)
    // They are still learning, so the whole way up is believed.
    var ladder = RateLadder(typical: 0.003, ratio: RateLadder.ratio.squareRoot())
    for trial in suggestion.trials.suffix(2) {
      let place = Int((2 * log(trial.rate / 0.003) / log(RateLadder.ratio)).rounded())
      ladder.record(try #require(trial.loss), at: place, before: .infinity)
    }
    ladder.record(.infinity, at: 2 + (ladder.losses.keys.max() ?? 0), before: .infinity)
    let place = try #require(ladder.minimum)
    #expect(place > 0)
    #expect(abs(suggestion.rate / ladder.rate(at: place) / suggestion.scheduleFactor - 1) < 0.01)
  }

  @Test func `a run that is too short for a search gets the typical rate`() throws {
    let toy = try Toy(steps: 99)
    #expect(toy.finder.budget == 0)  // four times 3, and three times 2 and 2, are over 24 of them
    let suggestion = try toy.finder.find { _ in false }
    #expect(suggestion.isTypical && suggestion.rate == 0.003)
    #expect(try !Toy(steps: 100).finder.find().isTypical)
  }

  @Test(arguments: [
    (SearchBudget.tenth, 10, 25), (.sixth, 20, 50), (.twoFifths, 20, 100), (.whole, 20, 200),
  ])
  func `the budget decides how long trials are`(budget: SearchBudget, short: Int, long: Int) throws
  {
    let toy = try Toy(steps: 1000, budget: budget)
    let suggestion = try toy.finder.find()
    let middles = [SearchBudget.twoFifths: 1, .whole: 2][budget] ?? 0
    #expect(suggestion.trials.prefix(4).allSatisfy { $0.steps == short })
    // Those of the smallest budget have hardly begun to learn, and go on.
    let longer = budget == .tenth ? [2 * long] : []
    #expect(Set(suggestion.trials.map(\.steps)) == Set([short, long] + longer))
    // Some of the three failed when they were short.
    #expect((1 + middles...3 + middles).contains(suggestion.trials.count { $0.steps == long }))
    #expect(suggestion.budget == budget)
    #expect(suggestion.steps <= toy.finder.budget + 6 * short)
  }

  @Test func `without a budget the rate is the typical one`() throws {
    let toy = try Toy(steps: 1000, budget: .none)
    #expect(toy.finder.budget == 0)
    #expect(try toy.finder.find { _ in false }.isTypical)
  }

  @Test func `with the largest budget, whole runs decide`() throws {
    let toy = try Toy(steps: 150, budget: .threefold)
    let before = try toy.training.checkpointFiles()
    let suggestion = try toy.finder.find()
    let runs = suggestion.trials.suffix(3)
    #expect(runs.allSatisfy { $0.steps == 150 })
    let best = try #require(
      runs.compactMap { run in run.loss.map { ($0, run.rate) } }.min { $0 < $1 })
    #expect(suggestion.rate == best.1)
    #expect(abs(runs.last!.rate / runs.first!.rate - 21.5) < 0.2)
    #expect(try toy.training.checkpointFiles() == before)
  }

  /// After 4 steps, running statistics are those of the start to two thirds.
  @Test func `a model with batch norm is compared by the statistics of the sample`() throws {
    let toy = try Toy(normalizes: true)
    let before = try toy.training.learner.trialLoss(on: toy.data)
    for _ in 0..<4 { _ = try toy.training.learner.advance(learningRate: 0.01) }
    let after = try toy.training.learner.trialLoss(on: toy.data)
    #expect(try toy.training.learner.trialLoss(on: toy.data) == after && after != before)
    let evaluated = try Evaluation(of: toy.training.learner.model, on: toy.data).loss
    #expect(evaluated != after)
  }

  @Test func `rules that step by signs are suggested lower rates`() throws {
    #expect(Optimizer.lion().rule.searchFactor == 0.316)
    #expect(Optimizer.signSGD().rule.searchFactor == 0.316)
    #expect(Optimizer.adamw().rule.searchFactor == 1)
  }

  @Test(arguments: [false, true])
  func `trials at once give the same numbers as one after the other`(normalizes: Bool) throws {
    let alone = try Toy(steps: 500, normalizes: normalizes).finder.find()
    for workers in 1...3 {
      let toy = try Toy(steps: 500, normalizes: normalizes, workers: workers)
      let before = try toy.training.checkpointFiles()
      var steps: [Int] = []
      let found = try toy.finder.find {
        steps.append($0.step)
        return true
      }
      #expect(found == alone)
      #expect(steps == Array(0..<found.steps))
      #expect(try toy.training.checkpointFiles() == before)
    }
  }

  @Test func `trials at once can be stopped`() throws {
    let toy = try Toy(workers: 2)
    let before = try toy.training.checkpointFiles()
    #expect(throws: SearchError.stopped) { try toy.finder.find { $0.step < 7 } }
    #expect(try toy.training.checkpointFiles() == before)
  }

  @Test func `an error of one of several trials is the search's`() throws {
    let toy = try Toy()
    let finder = RateFinder(
      toy.training.learner, steps: 200, validation: toy.data, seed: 0, budget: .sixth,
      on: TrialRunner(count: 2) { throw TrainingError("no memory") }
    ) { try Plan(.constant($0)).resolved(steps: 200) }
    #expect(throws: TrainingError("no memory")) { try finder.find() }
  }

  @Test func `the same search gives the same rate`() throws {
    let (one, two) = (try Toy().finder.find(), try Toy().finder.find())
    #expect(one == two)
  }

  @Test(arguments: [0, 7, 20])
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
    let finder = RateFinder(toy.training.learner, steps: 200, validation: toy.data) { _ in
      throw TrainingError("no plan")
    }
    #expect(throws: TrainingError("no plan")) { try finder.find() }
    #expect(try toy.training.checkpointFiles() == before)
  }

  @Test func `case 10 of FIELD A2: a trial that ends in no number says that its rate is too hot`()
    throws
  {
    // optuna counts a NaN as a failed trial, and learns nothing from it.
    let line = try Line(scale: 10)
    let suggestion = try line.finder.find()
    let failed = suggestion.trials.filter { $0.loss == nil }
    #expect(!failed.isEmpty && failed.allSatisfy { $0.rate > suggestion.rate })
    #expect(try line.layer.weight.item() == 0)
    // Gradient descent on it converges below 2/λ, λ = 2·mean x² = 66.7 or 2/67 = 0.03.
    #expect((0.001...0.03).contains(suggestion.rate), "\(suggestion.rate)")
  }

  @Test func `data on which nothing trains is an error in one sentence`() throws {
    let line = try Line(scale: 1e12)
    let error = #expect(throws: SearchError.self) { try line.finder.find() }
    #expect(
      error?.description.hasPrefix(
        "no learning rate can be found: a short training must lower the loss; at the rates ")
        == true,
      "\(String(describing: error))")
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
    finder = RateFinder(learner, steps: 400, validation: data) {
      try Plan(.cosine(from: $0, to: 0)).resolved(steps: 400)
    }
  }
}
