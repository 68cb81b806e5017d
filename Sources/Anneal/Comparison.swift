public import LearningRate
public import Optimizers
public import Tasks
internal import Training

/// A comparison of optimizers, or schedules, or both, on one task, each with the same initial weights
/// and order of data.
///
/// ```swift
/// let comparison = Comparison(FitConfiguration(.digits), task: .digits, of: [.adamw(), .lion()])
/// let result = try await comparison.run { progress in true }  // false stops
/// ```
///
/// First, the peak learning rate of each candidate is tuned on a separate seed, which is not
/// compared: from the optimizer's typical rate up and down by factors of 3 toward the lower final
/// validation loss, with the same small number of full trainings for each. An optimizer that finds its
/// own rate keeps a factor of 1 unless `tunesFactors` is true. Then each candidate trains on every
/// seed at its rate.
public struct Comparison {
  /// An optimizer with a schedule.
  public struct Candidate: Hashable, Sendable {
    /// The optimizer.
    public let optimizer: Optimizer
    /// The schedule, or a plan, which is multiplied to the peak rate; nil for the configuration's.
    public let schedule: Plan?
  }

  /// The common configuration of all trainings; its optimizer and peak are not used.
  public let configuration: FitConfiguration
  /// The task.
  public let task: TrainingTask
  /// What is compared: each optimizer with each schedule.
  public let candidates: [Candidate]
  /// The number of seeds, 0 ..< seeds.
  public let seeds: Int
  /// The maximum number of trainings to tune one learning rate; 0 keeps the typical rates.
  public let tries: Int
  /// Whether the factor of an optimizer that finds its own rate is tuned, too.
  public let tunesFactors: Bool

  /// Creates a comparison of every optimizer with every schedule; without schedules each has the
  /// configuration's.
  ///
  /// - Throws: `TrainingError` for no optimizer, no seed, negative `tries`, or an optimizer or a schedule
  ///   that is listed twice.
  public init(
    _ configuration: FitConfiguration, task: TrainingTask, of optimizers: [Optimizer],
    under schedules: [Plan] = [], seeds: Int = 5, tries: Int = 5, tunesFactors: Bool = false
  ) throws {
    guard !optimizers.isEmpty else { throw TrainingError("there must be an optimizer to compare") }
    guard Set(optimizers).count == optimizers.count else {
      let twice = optimizers.first { one in optimizers.count { $0 == one } > 1 }
      throw TrainingError(
        "optimizers must differ to be compared; received \(twice?.description ?? "one") twice")
    }
    if let twice = schedules.first(where: { one in schedules.count { $0 == one } > 1 }) {
      throw TrainingError("schedules must differ to be compared; received \(twice) twice")
    }
    guard seeds >= 1 else { throw TrainingError("seeds must be at least 1; received \(seeds)") }
    guard tries >= 0 else { throw TrainingError("tries must not be negative; received \(tries)") }
    (self.configuration, self.task) = (configuration, task)
    candidates = optimizers.flatMap { optimizer in
      schedules.isEmpty
        ? [Candidate(optimizer: optimizer, schedule: nil)]
        : schedules.map { Candidate(optimizer: optimizer, schedule: $0) }
    }
    (self.seeds, self.tries, self.tunesFactors) = (seeds, tries, tunesFactors)
  }

  /// The progress of a comparison.
  public struct Progress: Sendable {
    /// What is trained at present.
    public let candidate: Candidate
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
  public func run(_ watch: Watcher) async throws -> ComparisonRanking {
    var data: [UInt64: TrainingTask.TaskData] = [:]
    for seed in 0...UInt64(seeds) { data[seed] = try await task.load(seed, DataSource()) }
    let perCandidate = candidates.map { tries(of: $0) + seeds }
    let total = perCandidate.reduce(0, +)
    var entries: [ComparisonRanking.Entry] = []
    for (index, candidate) in candidates.enumerated() {
      var done = perCandidate[..<index].reduce(0, +)
      func train(_ rate: Double, seed: UInt64, isTuning: Bool) throws -> ComparisonRanking.Training
      {
        defer { done += 1 }
        guard let data = data[seed] else { preconditionFailure("seed \(seed) was not read") }
        return try self.train(candidate, rate, seed, data) { step, steps, loss in
          try watch(
            Progress(
              candidate: candidate, isTuning: isTuning, rate: rate, trainings: done, of: total,
              step: step, steps: steps, loss: loss))
        }
      }
      var search = GeometricRateSearch(typical: candidate.optimizer.rule.typicalRate)
      for _ in 0..<tries(of: candidate) {
        guard let rate = search.next else { break }
        let training = try train(rate, seed: UInt64(seeds), isTuning: true)
        search.record(training.divergedAt == nil ? training.loss : .nan)
      }
      let trainings = try (0..<UInt64(seeds)).map {
        try train(search.best, seed: $0, isTuning: false)
      }
      entries.append(
        ComparisonRanking.Entry(
          optimizer: candidate.optimizer.description, schedule: candidate.schedule?.description,
          rate: search.best, tried: search.tried, trainings: trainings))
    }
    return ComparisonRanking(task: task.name, seeds: seeds, entries: entries)
  }

  private func tries(of candidate: Candidate) -> Int {
    candidate.optimizer.rule.findsRate && !tunesFactors ? 0 : tries
  }

  /// The configuration of a candidate's training at the peak `rate`.
  package func configuration(of candidate: Candidate, rate: Double) -> FitConfiguration {
    var configuration = configuration
    configuration.optimizer = candidate.optimizer
    configuration.peak = .given(rate)
    if let schedule = candidate.schedule { configuration.plan = schedule }
    return configuration
  }

  private func train(
    _ candidate: Candidate, _ rate: Double, _ seed: UInt64, _ data: TrainingTask.TaskData,
    _ watch: (_ step: Int, _ steps: Int, _ loss: Double) throws -> Bool
  ) throws -> ComparisonRanking.Training {
    var configuration = configuration(of: candidate, rate: rate)
    configuration.seed = seed
    let start = ContinuousClock.now
    let setup = try FitSetup(configuration, task: task, data: data)
    let training = try setup.training(try setup.plan(peak: rate))
    var result = ComparisonRanking.Training(seed: seed)
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
