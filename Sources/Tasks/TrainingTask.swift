public import DataFiles
public import LearningRate
internal import Notation
public import Optimizers
internal import Records
public import Training

/// A task: a data set, a model, a loss and default settings, under a name.
public struct TrainingTask: Sendable {
  /// The word on the command line, from which run names are formed.
  public let name: String
  /// One sentence: what is learned from which data.
  public let summary: String
  /// The source of the data, and what is held out.
  public let data: String
  /// A short description of the model.
  public let architecture: String
  /// The default optimizer.
  public let optimizer: Optimizer
  /// The default schedule for a peak learning rate.
  public let schedule: @Sendable (_ peak: Double) -> Schedule
  /// The default length of a training.
  public let length: Length
  /// The default number of examples in a step.
  public let batchSize: Int
  /// The default number of CPU threads; nil for all cores.
  ///
  /// If a step takes less than a millisecond, one thread is faster than several that wait for each
  /// other.
  public let threads: Int?
  /// The usual peak rate of the default optimizer, where a search is less sure; nil to search.
  package let usualRate: Double?
  /// The default interval between validations.
  public let validateEvery: Length
  /// Reads the data; `seed` chooses the held-out examples of a data set without a test set.
  public let load: @Sendable (_ seed: UInt64, _ source: DataSource) async throws -> TaskData
  /// Creates a model with random initial weights; its numbers of classes, features or words may
  /// depend on `data`.
  public let makeModel: @Sendable (_ data: TaskData) throws -> any Model
  /// The arguments that the task was made with; nil for a task without parameters.
  let form: (any TaskForm)?

  /// The word of the notation; the name, unless the data is the user's own.
  private let word: String

  /// Whether the data is the user's own, whose faults are those of the command's arguments.
  package internal(set) var isOwnData: Bool

  /// Creates a task without parameters; ``TaskCatalogue/adding(_:)`` makes it available by name.
  public init(
    name: String, summary: String, data: String, architecture: String,
    optimizer: Optimizer,
    schedule: @escaping @Sendable (_ peak: Double) -> Schedule, length: Length, batchSize: Int,
    threads: Int? = nil,
    load: @escaping @Sendable (_ seed: UInt64, _ source: DataSource) async throws -> TaskData,
    makeModel: @escaping @Sendable (_ data: TaskData) throws -> any Model
  ) {
    (self.name, word, self.summary, self.data, form) = (name, name, summary, data, nil)
    (self.architecture, self.optimizer, self.schedule) = (architecture, optimizer, schedule)
    (self.length, self.batchSize, self.threads) = (length, batchSize, threads)
    (self.load, self.makeModel, validateEvery) = (load, makeModel, .epochs(1))
    (isOwnData, usualRate) = (false, nil)
  }

  /// Creates the task of a form, with the name and the summary of its word.
  ///
  /// - Precondition: each parameter of `form` is in its domain, and there is no conflict.
  public init<Form: TaskForm>(
    _ form: Form, data: String, architecture: String, optimizer: Optimizer,
    schedule: @escaping @Sendable (_ peak: Double) -> Schedule, length: Length, batchSize: Int,
    threads: Int? = nil, validateEvery: Length = .epochs(1),
    load: @escaping @Sendable (_ seed: UInt64, _ source: DataSource) async throws -> TaskData,
    makeModel: @escaping @Sendable (_ data: TaskData) throws -> any Model
  ) {
    if let fault = form.parameterFault ?? form.conflict { preconditionFailure("\(fault)") }
    (name, word, self.form) = (Form.word.name, Form.word.name, form)
    summary = Form.word.summary
    (self.data, self.architecture, self.optimizer) = (data, architecture, optimizer)
    (self.schedule, self.length, self.batchSize) = (schedule, length, batchSize)
    (self.threads, self.load, self.makeModel) = (threads, load, makeModel)
    (self.validateEvery, isOwnData, usualRate) = (validateEvery, false, nil)
  }

  /// Creates the task of a form for data of the user, which is called `name`; its model is the one
  /// that the data's record describes.
  init<Form: OwnDataForm>(
    own form: Form, name: String, data: String, architecture: String, optimizer: Optimizer,
    length: Length, batchSize: Int, threads: Int? = nil, validateEvery: Length = .epochs(1),
    usualRate: Double? = nil,
    load: @escaping @Sendable (_ seed: UInt64, _ source: DataSource) async throws -> TaskData
  ) throws {
    if let fault = form.parameterFault { throw TrainingError("\(Form.word.name): \(fault)") }
    (self.name, word, summary) = (name, Form.word.name, Form.word.summary)
    var form = form
    // The digest becomes a part of the notation, so that a repeated run starts from the same
    // weights.
    let file = try form.weights?.read()
    let weights = form.weights
    (self.form, self.data, self.architecture) = (form, data, architecture)
    self.optimizer = optimizer
    schedule = { .cosine(from: $0, to: 0).warmup(.percent(5)) }
    (self.length, self.batchSize, self.threads) = (length, batchSize, threads)
    (self.validateEvery, self.usualRate, isOwnData) = (validateEvery, usualRate, true)
    makeModel = { data in
      guard let record = data.record else {
        preconditionFailure("the data of \(Form.word.name) must have a record")
      }
      let model = try record.makeModel()
      if let weights, let file {
        try WeightTransfer(of: weights, file, to: model, record).apply(to: model)
      }
      return model
    }
    self.load = { seed, source in
      var data = try await load(seed, source)
      if let weights, let file, let record = data.record {
        let model = try record.makeModel()
        try WeightTransfer(of: weights, file, to: model, record).tell(in: &data.summary)
      }
      return data
    }
  }

  /// The word with its arguments, such as `digits(width: 2)`; parsing it gives this task.
  public var notation: String {
    let arguments = form?.arguments ?? []
    return arguments.isEmpty ? word : NotationExpression.call(word, arguments).description
  }

  /// The word with its parameters and their defaults, such as `digits(width: number = 1)`.
  public var signature: String { form?.reference.signature ?? word }
}

/// The source of the tasks' data, and the observer of downloads.
public struct DataSource: Sendable {
  /// The data folder.
  public let cache: DataCache
  /// Called for each part of a download.
  public let progress: @Sendable (DownloadProgress) -> Void
  /// Called while files of the user are prepared: what they are, how many are done, and of how many.
  public let preparing: @Sendable (_ what: String, _ done: Int, _ total: Int) -> Void

  /// Creates a source; by default the environment's data folder, without reports.
  public init(
    cache: DataCache = DataCache(),
    progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in },
    preparing: @escaping @Sendable (_ what: String, _ done: Int, _ total: Int) -> Void = {
      _, _, _ in
    }
  ) {
    (self.cache, self.progress, self.preparing) = (cache, progress, preparing)
  }
}
