internal import Foundation
public import LearningRate
public import Optimizers
internal import Training

/// All that decides a run of a task, as it is stored with the run.
public struct FitConfiguration: Codable, Hashable, Sendable {
  /// The task's name.
  public var task: String
  /// The update rule.
  public var optimizer: Optimizer
  /// The plan asked for; nil for the task's own.
  public var plan: Plan?
  /// Where the peak of the rate comes from.
  public var peak: Peak
  /// How long to train.
  public var length: Span
  /// Examples per step.
  public var batchSize: Int
  /// The most examples that the model sees at once; nil for whole batches.
  public var microBatchSize: Int?
  /// Decides weights, order, draws, and what is held out.
  public var seed: UInt64
  /// The processor threads an operation may use; another number gives other last bits.
  public var threads: Int
  /// How gradients that are too large are made smaller; nil leaves them alone.
  public var gradientLimit: GradientClipping?
  /// How far apart the model is measured.
  public var validateEvery: Span
  /// What tells the best model, whose weights are kept: a measure of the validation; nil for its loss.
  public var best: String?
  /// How far apart checkpoints are; one is written every minute besides.
  public var checkpointEvery: Span

  /// The defaults of `task`, on its own number of threads or the machine's.
  public init(_ task: TrainingTask, seed: UInt64 = 0) {
    self.task = task.name
    optimizer = task.optimizer
    peak = .found
    length = task.length
    batchSize = task.batchSize
    self.seed = seed
    threads = task.threads ?? ProcessInfo.processInfo.activeProcessorCount
    validateEvery = .epochs(1)
    checkpointEvery = .percent(10)
  }

  /// Checks what a stored configuration may get wrong.
  ///
  /// - Throws: `TrainingError` for a number that is out of its range.
  func check() throws {
    func require(_ name: String, _ holds: Bool, _ received: Any) throws {
      if !holds { throw TrainingError("\(name) must be positive and finite; received \(received)") }
    }
    try require("batchSize", batchSize > 0, batchSize)
    if let size = microBatchSize { try require("microBatchSize", size > 0, size) }
    try require("threads", threads > 0, threads)
    if case .given(let rate) = peak { try require("rate", rate > 0 && rate <= 1e100, rate) }
  }
}
