public import Optimizers
public import Tasks
internal import Training

/// A comparison of optimizers on one task, each with the same initial weights and order of data.
///
/// ```swift
/// let comparison = Comparison(FitConfiguration(.digits), task: .digits, of: [.adamw(), .lion()])
/// let result = try await comparison.run { progress in true }  // false stops
/// ```
///
/// First, the peak learning rate of each optimizer is tuned on a separate seed, which is not
/// compared: from its typical rate up and down by factors of 3 toward the lower final validation
/// loss, with the same small number of full trainings for each. An optimizer that finds its own
/// rate keeps a factor of 1 unless `tunesFactors` is true. Then each optimizer trains on every seed
/// at its rate.
public struct Comparison {
  /// The common configuration of all trainings; its optimizer and peak are not used.
  public let configuration: FitConfiguration
  /// The task.
  public let task: TrainingTask
  /// The optimizers to compare.
  public let optimizers: [Optimizer]
  /// The number of seeds, 0 ..< seeds.
  public let seeds: Int
  /// The maximum number of trainings to tune one learning rate; 0 keeps the typical rates.
  public let tries: Int
  /// Whether the factor of an optimizer that finds its own rate is tuned, too.
  public let tunesFactors: Bool

  /// Creates a comparison.
  ///
  /// - Throws: `TrainingError` for no optimizer, no seed, negative `tries`, or an optimizer that is
  ///   listed twice.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, of optimizers: [Optimizer],
    seeds: Int = 5, tries: Int = 5, tunesFactors: Bool = false
  ) throws {
    guard !optimizers.isEmpty else { throw TrainingError("there must be an optimizer to compare") }
    guard Set(optimizers).count == optimizers.count else {
      let twice = optimizers.first { one in optimizers.count { $0 == one } > 1 }
      throw TrainingError(
        "optimizers must differ to be compared; received \(twice?.description ?? "one") twice")
    }
    guard seeds >= 1 else { throw TrainingError("seeds must be at least 1; received \(seeds)") }
    guard tries >= 0 else { throw TrainingError("tries must not be negative; received \(tries)") }
    (self.configuration, self.task, self.optimizers) = (configuration, task, optimizers)
    (self.seeds, self.tries, self.tunesFactors) = (seeds, tries, tunesFactors)
  }

  /// The progress of a comparison.
  public struct Progress: Sendable {
    /// The optimizer of the current training.
    public let optimizer: Optimizer
    /// Whether this training tunes the learning rate.
    public let isTuning: Bool
    /// The peak learning rate of this training.
    public let rate: Double
    /// The number of trainings done, and the maximum total.
    public let trainings, of: Int
    /// The step of this training, and its number of steps.
    public let step, steps: Int
    /// The batch's loss before the step.
    public let loss: Double
  }

  /// Called at each step; returns false to stop.
  public typealias Watcher = (Progress) throws -> Bool

  /// Runs all trainings.
  ///
  /// - Throws: ``ComparisonStopped`` if `watch` returns false; errors of data or engine. A training
  ///   that diverges is a result, not an error.
  public func run(_ watch: Watcher) async throws -> OptimizerRanking {
    var data: [UInt64: TrainingTask.TaskData] = [:]
    for seed in 0...UInt64(seeds) { data[seed] = try await task.load(seed, DataSource()) }
    let perOptimizer = optimizers.map { tries(of: $0) + seeds }
    let total = perOptimizer.reduce(0, +)
    var entries: [OptimizerRanking.Entry] = []
    for (index, optimizer) in optimizers.enumerated() {
      var done = perOptimizer[..<index].reduce(0, +)
      func train(_ rate: Double, seed: UInt64, isTuning: Bool) throws -> OptimizerRanking.Training {
        defer { done += 1 }
        guard let data = data[seed] else { preconditionFailure("seed \(seed) was not read") }
        return try self.train(optimizer, rate, seed, data) { step, steps, loss in
          try watch(
            Progress(
              optimizer: optimizer, isTuning: isTuning, rate: rate, trainings: done, of: total,
              step: step, steps: steps, loss: loss))
        }
      }
      var search = GeometricRateSearch(typical: optimizer.rule.typicalRate)
      for _ in 0..<tries(of: optimizer) {
        guard let rate = search.next else { break }
        let training = try train(rate, seed: UInt64(seeds), isTuning: true)
        search.record(training.divergedAt == nil ? training.loss : .nan)
      }
      let trainings = try (0..<UInt64(seeds)).map {
        try train(search.best, seed: $0, isTuning: false)
      }
      entries.append(
        OptimizerRanking.Entry(
          optimizer: optimizer.description, rate: search.best, tried: search.tried,
          trainings: trainings))
    }
    return OptimizerRanking(task: task.name, seeds: seeds, entries: entries)
  }

  private func tries(of optimizer: Optimizer) -> Int {
    optimizer.rule.findsRate && !tunesFactors ? 0 : tries
  }

  private func train(
    _ optimizer: Optimizer, _ rate: Double, _ seed: UInt64, _ data: TrainingTask.TaskData,
    _ watch: (_ step: Int, _ steps: Int, _ loss: Double) throws -> Bool
  ) throws -> OptimizerRanking.Training {
    var configuration = configuration
    (configuration.optimizer, configuration.seed) = (optimizer, seed)
    configuration.peak = .given(rate)
    let start = ContinuousClock.now
    let setup = try FitSetup(configuration, task: task, data: data)
    let training = try setup.training(try setup.plan(peak: rate))
    var result = OptimizerRanking.Training(seed: seed)
    do {
      while let event = try training.next() {
        switch event {
        case .step(let report), .skipped(let report):
          guard try watch(report.step, training.steps, report.loss) else {
            throw ComparisonStopped()
          }
        case .validation(let step, let evaluation):
          result.add(evaluation, at: step)
        default: break
        }
      }
    } catch let error as DivergenceError {
      result.divergedAt = error.step
    }
    // The last update may have diverged without another batch to show it.
    if result.divergedAt == nil, !result.loss.isFinite { result.divergedAt = training.steps }
    result.seconds = (ContinuousClock.now - start) / .seconds(1)
    return result
  }
}

/// The caller stopped a comparison.
public struct ComparisonStopped: Error {}
