internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import LearningRate
internal import Search
internal import Training

/// The implementation of `anneal scale batch` for a task.
public struct EngineScaleBatchCommand: AsyncParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = ScaleBatchCommand.configuration

  /// The options.
  @OptionGroup public var options: ScaleBatchOptions

  /// Created by the argument parser.
  public init() {}

  /// Measures the noise scale at the start and after a twentieth of the run, and prints the rates.
  public mutating func run() async throws {
    let task = try options.data.task(options.task ?? "")
    var configuration = try options.training.configuration(for: task)
    if let from = options.from { configuration.batchSize = from }
    let setup = try await task.reading { [configuration] in
      try await FitSetup(configuration, task: task)
    }
    let learner = setup.learner
    try BatchScaleAnswer.check(configuration.optimizer)
    guard learner.batchSize == configuration.batchSize else {
      throw CommandError.usage(
        "--from must be at most the number of training examples, \(learner.batchSize); received "
          + "\(configuration.batchSize)")
    }
    func measured() throws -> GradientNoise {
      guard let noise = try learner.gradientNoise() else {
        throw CommandError.usage(
          "the noise of gradients is measured between the batches of an epoch, which needs at least two; "
            + "an epoch has \(learner.stepsPerEpoch ?? 0) of \(learner.batchSize) examples: give a smaller --from"
        )
      }
      return noise
    }
    let steps = max(1, setup.steps / 20)
    let plan = try setup.plan(peak: options.rate)
    let grouped = try learner.grouped(plan)
    var noise = [(steps: 0, noise: try measured())]
    var bar = ProgressBar("measuring", total: steps, on: Terminal.standard)
    defer { bar.clear() }
    for step in 0..<steps {
      let report = try learner.advance { _ in
        (grouped.values(at: step), grouped.groupOfParameter)
      }
      guard report.updated else {
        throw CommandError(
          "the training at the rate \(compact(options.rate)) fails at step \(step), where its loss is "
            + "\(report.loss): give a lower --rate")
      }
      if !options.output.json {
        bar.show(step: step, loss: report.loss, rate: report.learningRate)
      }
    }
    noise.append((steps, try measured()))
    bar.clear()
    try BatchScaleAnswer(
      optimizer: configuration.optimizer, rate: options.rate, from: configuration.batchSize,
      to: options.to, noise: noise
    ).show(options.output)
  }
}
