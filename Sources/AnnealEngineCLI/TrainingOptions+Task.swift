internal import Anneal
internal import AnnealCLI
internal import DataFiles
internal import Models
internal import Notation
internal import Tasks
internal import Torch
internal import Training

extension DataOptions {
  /// The task that `text` describes with these options: `digits`, `digits(width: 2)`,
  /// `csv("prices.csv")`, or the path of own data.
  ///
  /// - Throws: `CommandError` with the nearest name, or the fault in the arguments; an error of the
  ///   data.
  func task(_ text: String) throws -> TrainingTask {
    let catalogue = TaskCatalogue.standard
    do {
      return try catalogue.task(from: expression(text, in: catalogue))
    } catch let error as NotationError {
      // A fault of an argument that an option wrote is told by the option's name.
      let option = given.first { error.message.hasPrefix("\($0.label) must be ") }
      guard let option else {
        throw CommandError.usage("the task '\(text)': \(error.summary)")
      }
      throw CommandError.usage(option.option + error.message.dropFirst(option.label.count))
    } catch let error as ModelError {
      throw CommandError.usage("\(error)")
    } catch let error as DataFileError where error.isUsage {
      throw CommandError.usage("\(error)")
    }
  }

  /// The notation of the task, with the arguments of these options.
  private func expression(_ text: String, in catalogue: TaskCatalogue) throws -> NotationExpression
  {
    if catalogue[text] == nil, let word = try OwnDataPath.word(for: text) {
      return try added(to: word, [NotationArgument(nil, text.notation)], in: catalogue)
    }
    let name = String(text.prefix { $0 != "(" })
    let names = catalogue.tasks.map(\.name) + catalogue.ownDataWords.map(\.name)
    guard names.contains(name) else {
      if text.contains("/") || text.contains(".") {
        throw CommandError.usage("there is no file or folder '\(text)', and no task of that name")
      }
      let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandError.usage(
        "unknown task '\(name)'; expected one of \(names.joined(separator: ", ")), or the path of your "
          + "own data\(hint)")
    }
    let expression: NotationExpression
    do { expression = try NotationExpression(parsing: text) } catch let error as NotationError {
      throw CommandError.usage("the task '\(text)': \(error.summary)")
    }
    switch expression.kind {
    case .call(let call) where call.receiver == nil:
      return try added(to: call.name, call.arguments, in: catalogue)
    case .name(let name): return try added(to: name, [], in: catalogue)
    default: return expression
    }
  }

  /// A call of `word` with `arguments`, and those of these options in place of arguments with the
  /// same label.
  private func added(
    to word: String, _ arguments: [NotationArgument], in catalogue: TaskCatalogue
  ) throws -> NotationExpression {
    let labels = catalogue.labels(of: word)
    if let foreign = given.first(where: { !labels.contains($0.label) }) {
      throw CommandError.usage("\(foreign.option) has no meaning for the task '\(word)'")
    }
    let new = try self.arguments()
    let kept = arguments.filter { old in !new.contains { $0.label == old.label } }
    return .call(word, kept + new)
  }
}

extension TrainingTask {
  /// The result of `body`, which reads the data; a fault in the user's own data is bad use.
  func reading<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch { throw usage(error) }
  }

  /// `error`, as bad use if it is a fault in the user's own data, or of a model and its base.
  func usage(_ error: any Error) -> any Error {
    if let error = error as? ScalingError { return CommandError.usage(error.description) }
    guard isOwnData, let fault = error as? DataFileError, fault.isUsage else { return error }
    return CommandError.usage("\(fault)")
  }
}

extension TrainingOptions {
  /// The configuration of `task` with all given options.
  ///
  /// - Throws: as ``CommonTrainingOptions/configuration(for:seed:)`` does.
  func configuration(for task: TrainingTask) throws -> FitConfiguration {
    var configuration = try common.configuration(for: task, seed: seed ?? 0)
    if let optimizer {
      // The usual rate is that of the task's optimizer.
      if optimizer != task.optimizer, task.usualRate != nil, common.schedule == nil {
        configuration.peak = .found
      }
      configuration.optimizer = optimizer
    }
    if let budget {
      configuration.searchBudget = budget
      if common.schedule == nil { configuration.peak = .found }
    }
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
