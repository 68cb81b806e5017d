public import LearningRate
public import Optimizers

/// All that decides a run of a task, as it is stored with the run.
public struct FitConfiguration: Codable, Hashable, Sendable {
  /// The task's notation: its name, and what is said behind it.
  public var task: String
  /// The update rule.
  public var optimizer: Optimizer
  /// The plan asked for; nil for the task's own.
  public var plan: Plan?
  /// Where the peak of the rate comes from.
  public var peak: Peak
  /// How long to train.
  public var length: Length
  /// Examples per step.
  public var batchSize: Int
  /// The most examples that the model sees at once; nil for whole batches.
  public var microBatchSize: Int?
  /// Decides weights, order, draws, and what is held out.
  public var seed: UInt64
  /// The processor threads an operation may use; another number gives other last bits.
  public var threads: Int
  /// Where the model is and is computed, such as `cuda:0`; nil for the processor.
  public var device: String?
  /// What forward passes are computed with; nil for float32.
  public var precision: Precision?
  /// How gradients that are too large are made smaller; nil leaves them alone.
  public var gradientLimit: GradientClipping?
  /// How far apart the model is measured.
  public var validateEvery: Length
  /// What tells the best model, whose weights are kept: a measure of the validation; nil for its loss.
  public var best: String?
  /// How far apart the sizes of gradients, updates and weights are measured layer by layer; nil for a hundredth
  /// of the run.
  public var layersEvery: Length?
  /// How far apart checkpoints are; one is written every minute besides.
  public var checkpointEvery: Length

  /// A run of `task` whose rate is looked for, measured after each epoch.
  public init(
    task: String, optimizer: Optimizer, length: Length, batchSize: Int, seed: UInt64, threads: Int
  ) {
    (self.task, self.optimizer, self.length) = (task, optimizer, length)
    (self.batchSize, self.seed, self.threads) = (batchSize, seed, threads)
    peak = .found
    validateEvery = .epochs(1)
    checkpointEvery = .percent(10)
  }
}
