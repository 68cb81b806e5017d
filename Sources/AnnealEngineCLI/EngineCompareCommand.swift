internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts

/// The implementation of `anneal compare`.
public struct EngineCompareCommand: AsyncParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = CompareCommand.configuration

  /// The options.
  @OptionGroup public var options: CompareOptions

  /// Created by the argument parser.
  public init() {}

  /// Runs the comparison and prints the ranking.
  public mutating func run() async throws {
    let task = try options.data.task(options.task)
    let comparison = try usage {
      try Comparison(
        options.common.configuration(for: task), task: task,
        of: options.optimizers.isEmpty ? [task.optimizer] : options.optimizers,
        under: options.common.schedules, seeds: options.seeds, tries: options.tries,
        tunesFactors: options.tuneFactors)
    }
    for candidate in comparison.candidates {
      let own = comparison.configuration(of: candidate, rate: 1)
      try await task.reading { try await FitSetup(own, task: task) }.check()
    }
    try options.picture.check(beside: options.output)
    let result = try await compare(comparison)
    if options.output.json {
      try printJSON(result)
    } else if !options.picture.isOnStandardOutput {
      let terminal = Terminal.standard
      say(result.table.terminal(width: terminal.width, glyphs: terminal.glyphs))
      say("\n\(result.legend(tries: options.tries))")
    }
    try options.picture.draw(result.chart, beside: options.output)
  }

  private func compare(_ comparison: Comparison) async throws -> ComparisonRanking {
    Interruption.listen()
    let terminal = Terminal.standard
    var bar: ProgressBar?
    var shown: String?
    defer {
      bar?.clear()
      Interruption.stopListening()
    }
    do {
      return try await comparison.run { progress in
        let title =
          "\(progress.trainings + 1)/\(progress.of) \(progress.candidate.optimizer)"
          + (progress.candidate.schedule.map { ", \($0)" } ?? "")
        if !options.output.json, !options.picture.isOnStandardOutput {
          if shown != title {
            bar = ProgressBar(
              title + (progress.isTuning ? ", finding" : ""), total: progress.steps, on: terminal)
            shown = title
          }
          bar?.show(step: progress.step, loss: progress.loss, rate: progress.rate)
        }
        return !Interruption.hasCome
      }
    } catch is ComparisonStopped {
      throw CommandError.interruption(
        "the comparison was stopped; nothing was recorded", signal: Interruption.signal)
    }
  }

  /// Reports an error in the arguments as a usage error.
  private func usage<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as TrainingError {
      throw CommandError.usage(error.description)
    }
  }
}
