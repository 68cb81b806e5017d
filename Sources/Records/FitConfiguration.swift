public import LearningRate
public import Optimizers
public import Search

/// The settings of a run of a task, as stored with the run.
public struct FitConfiguration: Codable, Hashable, Sendable {
  /// The task's notation: its name and its arguments.
  public var task: String
  /// The update rule.
  public var optimizer: Optimizer
  /// The plan; nil for the task's own.
  public var plan: Plan?
  /// The source of the peak rate.
  public var peak: Peak
  /// The budget of a search for the peak rate; nil for 16 % of the run.
  public var searchBudget: SearchBudget?
  /// How long to train.
  public var length: Length
  /// Examples per step.
  public var batchSize: Int
  /// The largest number of examples in one forward pass; nil for whole batches.
  public var microBatchSize: Int?
  /// The seed of initial weights, order of data, random draws, and held-out data.
  public var seed: UInt64
  /// The number of processor threads of an operation; it can change the last bits of results.
  public var threads: Int
  /// The device of the model, such as `cuda:0`; nil for the processor.
  public var device: String?
  /// The precision of forward passes; nil for float32.
  public var precision: Precision?
  /// How gradients are clipped; nil for not at all.
  public var gradientClipping: GradientClipping?
  /// The interval between measurements on held-out data.
  public var validateEvery: Length
  /// The measure that decides which model is the best and has its weights kept; nil for the
  /// validation loss.
  public var best: String?
  /// The interval at which the norms of gradients, updates and weights of each layer are recorded;
  /// nil for a hundredth of the run.
  public var layersEvery: Length?
  /// The interval between checkpoints; one is also written every minute.
  public var checkpointEvery: Length

  /// A run of `task` that searches for its peak rate and measures after each epoch.
  public init(
    task: String, optimizer: Optimizer, length: Length, batchSize: Int, seed: UInt64, threads: Int
  ) {
    (self.task, self.optimizer, self.length) = (task, optimizer, length)
    (self.batchSize, self.seed, self.threads) = (batchSize, seed, threads)
    peak = .found
    validateEvery = .epochs(1)
    checkpointEvery = .percent(10)
  }

  // A stored run has the key that it was first written with.
  private enum CodingKeys: String, CodingKey {
    case task, optimizer, plan, peak, searchBudget, length, batchSize, microBatchSize, seed,
      threads, device
    case precision, validateEvery, best, layersEvery, checkpointEvery
    case gradientClipping = "gradientLimit"
  }
}
