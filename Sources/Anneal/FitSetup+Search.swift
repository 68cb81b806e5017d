internal import Foundation
public import Search
internal import Torch
public import Training

extension FitSetup {
  /// The search for this run's peak learning rate.
  ///
  /// Several trials run at once, each on one CPU core, if the model is small and on the CPU, and its
  /// data can be read in any order. Large models use all threads for one trial at a time.
  ///
  /// The budget is the configuration's.
  public func finder() -> RateFinder {
    finder(atOnce: ProcessInfo.processInfo.activeProcessorCount)
  }

  /// The search with up to `count` trials at once.
  package func finder(atOnce count: Int) -> RateFinder {
    let isSmall = learner.model.parameterCount <= Self.mostReplicated
    var (runner, validation) = (TrialRunner(on: learner), validation)
    if count > 1, isSmall, learner.model.device == .cpu, learner.updaters.count == 1,
      let training = data.training as? any Dataset
    {
      let turn = NSLock()
      validation = SharedDataset(validation, turn: turn)
      runner = TrialRunner(count: min(count, 4)) {
        try replica(SharedDataset(training, turn: turn))
      }
    }
    return RateFinder(
      learner, steps: steps, validation: validation, seed: configuration.seed,
      budget: configuration.searchBudget ?? .sixth,
      on: runner
    ) { try plan(peak: $0) }
  }

  /// The ramp of a range test with this run's model, data and optimizer.
  package func rangeTest(_ test: RangeTest) -> RangeTestRun {
    RangeTestRun(test, learner, steps: steps) { try plan(peak: $0) }
  }

  /// The number of parameters up to which trials run at once: 16 MB for each copy.
  private static let mostReplicated = 4_000_000

  /// Another learner with the same settings, for one thread.
  private func replica(_ training: any Dataset) throws -> Learner {
    let model = try task.makeModel(data)
    return try Learner(
      model: model, optimizer: configuration.optimizer, data: training,
      batchSize: configuration.batchSize, seed: configuration.seed,
      gradientClipping: configuration.gradientClipping,
      microBatchSize: configuration.microBatchSize,
      precision: configuration.precision ?? .float32, prefetching: .whenNeeded)
  }
}
