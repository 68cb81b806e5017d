public import DataFiles
public import LearningRate
public import Optimizers
public import Training

/// Something to train: a data set, a model, a loss and sensible defaults, under a name.
public struct TrainingTask: Sendable {
  /// The word on the command line, by which runs are named.
  public let name: String
  /// The word with what was said behind it, such as `digits(width: 2)`; reading it gives this task.
  public let notation: String
  /// One sentence: what is learned from what.
  public let summary: String
  /// Where the data comes from, and what is held out.
  public let data: String
  /// The model, in short.
  public let architecture: String
  /// The optimizer unless another is asked for.
  public let optimizer: Optimizer
  /// The plan for a peak rate unless another is asked for.
  public let schedule: @Sendable (_ peak: Double) -> Schedule
  /// How long to train unless told otherwise.
  public let length: Length
  /// Examples per step unless told otherwise.
  public let batchSize: Int
  /// Processor threads unless told otherwise; nil for all of the machine's.
  ///
  /// Below a millisecond a step, one thread is faster than several that wait for each other.
  public let threads: Int?
  /// Reads the data, holding out what `seed` decides where the data set has no test part.
  public let load: @Sendable (_ seed: UInt64, _ source: DataSource) async throws -> TaskData
  /// A model for these data, with freshly drawn weights: its classes, features or vocabulary may be theirs.
  public let makeModel: @Sendable (_ data: TaskData) throws -> any Model

  /// A task; ``TaskCatalogue/adding(_:)`` makes it known by name.
  ///
  /// - Parameter notation: how it is written where something is said behind the name; the name without.
  public init(
    name: String, notation: String? = nil, summary: String, data: String, architecture: String,
    optimizer: Optimizer,
    schedule: @escaping @Sendable (_ peak: Double) -> Schedule, length: Length, batchSize: Int,
    threads: Int? = nil,
    load: @escaping @Sendable (_ seed: UInt64, _ source: DataSource) async throws -> TaskData,
    makeModel: @escaping @Sendable (_ data: TaskData) throws -> any Model
  ) {
    (self.name, self.summary, self.data) = (name, summary, data)
    self.notation = notation ?? name
    (self.architecture, self.optimizer, self.schedule) = (architecture, optimizer, schedule)
    (self.length, self.batchSize, self.threads) = (length, batchSize, threads)
    (self.load, self.makeModel) = (load, makeModel)
  }

  /// Training and validation data of one task.
  public struct TaskData {
    /// What the model is trained on.
    public let training: any TrainingData
    /// What it is measured on, and never trained on.
    public let validation: any Dataset

    /// The two parts.
    public init(training: any TrainingData, validation: any Dataset) {
      (self.training, self.validation) = (training, validation)
    }
  }
}

/// Where tasks read their data from, and who is told of downloads.
public struct DataSource: Sendable {
  /// The data folder.
  public let cache: DataCache
  /// Told of each part of a download.
  public let progress: @Sendable (DownloadProgress) -> Void

  /// The folder that the environment names, in silence.
  public init(
    cache: DataCache = DataCache(),
    progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
  ) {
    (self.cache, self.progress) = (cache, progress)
  }
}
