internal import Anneal
internal import AnnealCLI
internal import Notation
internal import Torch

extension TrainingOptions {
  /// The task that `notation` describes, such as `digits` or `digits(width: 2)`.
  ///
  /// - Throws: `CommandError` with the nearest name, or the fault in the arguments.
  static func task(_ notation: String) throws -> TrainingTask {
    let catalogue = TaskCatalogue.standard
    let name = String(notation.prefix { $0 != "(" })
    if catalogue[name] != nil {
      do { return try catalogue.task(notation) } catch let error as NotationError {
        throw CommandError.usage("the task '\(notation)': \(error.summary)")
      }
    }
    let names = catalogue.tasks.map(\.name)
    let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    throw CommandError.usage(
      "unknown task '\(name)'; expected one of \(names.joined(separator: ", "))\(hint)")
  }

  /// The configuration of `task` with all given options.
  ///
  /// - Throws: as ``CommonTrainingOptions/configuration(for:seed:)`` does.
  func configuration(for task: TrainingTask) throws -> FitConfiguration {
    var configuration = try common.configuration(for: task, seed: seed ?? 0)
    if let optimizer { configuration.optimizer = optimizer }
    return configuration
  }
}

extension CommonTrainingOptions {
  /// The requested number of threads; nil if none is given.
  var threadCount: Int? {
    switch threads {
    case .automatic: Engine.idleProcessors
    case .count(let count): count
    case nil: nil
    }
  }

  /// The requested device, the fastest one for `auto`; nil for the CPU.
  var placed: String? {
    let device = device.map { $0 == "auto" ? Device.best.description : $0 }
    return device == "cpu" ? nil : device
  }

  /// The configuration of `task` with all given options.
  ///
  /// - Throws: `CommandError` for a micro-batch larger than the batch.
  func configuration(for task: TrainingTask, seed: UInt64 = 0) throws -> FitConfiguration {
    var configuration = FitConfiguration(task, seed: seed)
    if let threads = threadCount { configuration.threads = threads }
    if let schedule {
      configuration.plan = schedule
      configuration.peak = .written
    }
    if let length { configuration.length = length }
    if let batchSize { configuration.batchSize = batchSize }
    let isScheduled = configuration.plan?.schedulesBatchSize ?? false
    if let microBatch, microBatch > configuration.batchSize, !isScheduled {
      throw CommandError.usage(
        "--micro-batch must be at most the batch size, \(configuration.batchSize); "
          + "received \(microBatch)")
    }
    configuration.microBatchSize = microBatch
    configuration.gradientClipping = clip
    configuration.device = placed
    configuration.precision = precision
    return configuration
  }
}

extension FitOptions {
  /// The configuration of a new run.
  ///
  /// - Throws: as ``CommonTrainingOptions/configuration(for:seed:)`` does.
  func configuration(for task: TrainingTask) throws -> FitConfiguration {
    var configuration = try training.configuration(for: task)
    if let rate { configuration.peak = rate }
    if let validateEvery { configuration.validateEvery = validateEvery }
    configuration.best = best
    configuration.layersEvery = layersEvery
    if let checkpointEvery { configuration.checkpointEvery = checkpointEvery }
    return configuration
  }
}
