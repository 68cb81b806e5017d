internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Search
internal import Tasks
internal import Training

/// The implementation of `anneal advise` for a task or for own data.
public struct EngineAdviseCommand: AsyncParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = AdviseCommand.configuration

  /// The options.
  @OptionGroup public var options: AdviseOptions

  /// Created by the argument parser.
  public init() {}

  /// Measures, and prints the advice.
  public mutating func run() async throws {
    let task = try options.data.task(options.task ?? "")
    var configuration = try options.training.configuration(for: task)
    if let size = options.batchSize { configuration.batchSize = size }
    let setup = try await task.reading { try await FitSetup(configuration, task: task) }
    try setup.check(isSearch: true)
    guard setup.learner.updaters.count == 1 else {
      throw CommandError.usage(
        "advice is for a training with one updater; received \(setup.learner.updaters.count)")
    }
    let noise = try measured(setup, .standard)
    let advice = try TrainingAdvice(
      TrainingFacts(
        kind: options.kind ?? NetworkKind(of: setup.learner.model),
        parameters: setup.learner.model.parameterCount, batchSize: setup.learner.batchSize,
        steps: setup.steps, examples: setup.trainingCount, optimizer: options.training.optimizer,
        plan: options.training.common.schedule, clipping: options.training.common.clip,
        noise: noise.map { .init($0) } ?? .unknown),
      stepsPerEpoch: setup.length.stepsPerEpoch)
    let arguments = Array(CommandLine.arguments.dropFirst(2))
    try AdviceReport(
      advice, commands: AdviceCommands(advice, arguments: arguments), task: task.name, noise: noise
    ).show(options.output)
  }

  /// The noise of the gradients at the initial weights, over as many batches as take about ten seconds,
  /// 4 to 32; nil if an epoch has one batch.
  private func measured(_ setup: FitSetup, _ terminal: Terminal) throws -> GradientNoise? {
    if !options.output.json { terminal.overwriteLine("measuring gradients …") }
    defer { if !options.output.json { terminal.overwriteLine("") } }
    let clock = ContinuousClock()
    var first: GradientNoise?
    let time = try clock.measure { first = try setup.learner.gradientNoise(batches: 2) }
    let count = min(32, Int(20 * (.seconds(1) / time)))
    return first == nil ? nil : try setup.learner.gradientNoise(batches: max(4, count))
  }
}
