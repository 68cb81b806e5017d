internal import Anneal
internal import AnnealCLI
internal import Foundation
internal import Notation

extension TrainingOptions {
  /// The task called `name`.
  ///
  /// - Throws: `UsageError` with the nearest name.
  static func task(_ name: String) throws -> TrainingTask {
    let catalogue = TaskCatalogue.standard
    if let task = catalogue[name] { return task }
    let names = catalogue.tasks.map(\.name)
    let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    throw UsageError(
      "unknown task '\(name)'; expected one of \(names.joined(separator: ", "))\(hint)")
  }

  /// The configuration for `task` with everything that was asked for.
  func configuration(for task: TrainingTask) throws -> FitConfiguration {
    var configuration = FitConfiguration(task, seed: seed ?? 0)
    if let threads { configuration.threads = threads }
    if let optimizer = try parsedOptimizer() { configuration.optimizer = optimizer }
    if let schedule = try parsedSchedule() {
      configuration.schedule = schedule
      configuration.peak = .written
    }
    if let length { configuration.length = length }
    if let batchSize { configuration.batchSize = batchSize }
    configuration.gradientLimit = clip
    return configuration
  }
}

extension FitOptions {
  /// The configuration of a new run.
  func configuration(for task: TrainingTask) throws -> FitConfiguration {
    var configuration = try training.configuration(for: task)
    if let rate = try givenRate() {
      configuration.peak = .given(rate)
    } else if rate == "find" {
      configuration.peak = .found
    }
    if let validateEvery { configuration.validateEvery = try Span(validateEvery) }
    if let checkpointEvery { configuration.checkpointEvery = try Span(checkpointEvery) }
    return configuration
  }
}
