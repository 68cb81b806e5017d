import DataFiles
import LearningRate
import Optimizers
import Search
import Tasks
import Testing
import Torch
import Training

/// Whether the suggestion is any good: a short run of digits against a grid of rates.
@Suite(.serialized) struct RateQualityTests {
  @Test(arguments: [Optimizer.adamw(), .sgd(momentum: 0.9)])
  func `the interval holds a rate about as good as the best of a grid`(
    optimizer: Optimizer
  ) async throws {
    let data = try await TrainingTask.digits.load(0, DataSource())
    let (suggestion, loss) = try measured(optimizer, data)
    let typical = optimizer.rule.typicalRate
    let grid = try [0.03, 0.1, 0.3, 1, 3, 10].map { share in
      (rate: share * typical, loss: try loss(share * typical))
    }
    let (best, worst) = (grid.map(\.loss).min() ?? 0, grid.map(\.loss).max() ?? 0)
    // The grid tells rates apart, so that the rest says something.
    #expect(worst > 5 * best, "\(grid)")
    let inside = grid.filter { suggestion.interval.contains($0.rate) }
    // 1.16 is the study's regret at the 90th percentile, with room for one seed's noise.
    #expect(inside.contains { $0.loss < 1.25 * best }, "\(suggestion.rate), \(grid)")
    #expect(try loss(suggestion.rate) < worst / 4, "\(suggestion.rate), \(grid)")
  }

  /// What the finder says, and the validation loss at the end of a run at a rate.
  private func measured(
    _ optimizer: Optimizer, _ data: TrainingTask.TaskData
  ) throws -> (RateSuggestion, (Double) throws -> Double) {
    Engine.threads = 1
    try Engine.seed(1)
    let learner = try Learner(
      model: try TrainingTask.digits.makeModel(data), optimizer: optimizer, data: data.training,
      batchSize: 32, seed: 0)
    let steps = 440
    let plan = { (rate: Double) in
      try Plan(.cosine(from: rate, to: 0).warmup(.percent(5))).resolved(steps: steps)
    }
    let start = try learner.snapshot()
    let loss = { (rate: Double) -> Double in
      let run = try TrainingRun(
        learner: learner, plan: try plan(rate), validation: nil, validateEvery: steps)
      do { while try run.next() != nil {} } catch is DivergenceError {
        try learner.restore(start)
        return .infinity
      }
      let result = try Evaluation(of: learner.model, on: data.validation).loss
      try learner.restore(start)
      return result
    }
    return (
      try RateFinder(learner, steps: steps, validation: data.validation, plan: plan).find(), loss
    )
  }
}
