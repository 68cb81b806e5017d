internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import Foundation
internal import Search
internal import Training

/// The implementation of `anneal find`.
public struct EngineFindCommand: AsyncParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = FindCommand.configuration

  /// The options.
  @OptionGroup public var options: FindOptions

  /// Created by the argument parser.
  public init() {}

  /// Searches, and prints the trials and the suggestion.
  public mutating func run() async throws {
    let task = try options.data.task(options.task ?? "")
    let configuration = try options.training.configuration(for: task)
    try options.picture.check(beside: options.output)
    let terminal = Terminal.standard
    let setup = try await task.reading { try await FitSetup(configuration, task: task) }
    try setup.check(isSearch: true)
    if case .rangeTest(let test) = options.by { return try show(test, setup, terminal) }
    let suggestion = try search(setup, terminal)
    guard
      !suggestion.isTypical || (options.picture.svg == nil && !options.picture.isOnStandardOutput)
    else {
      throw CommandError(
        "there is no search to draw: "
          + (configuration.searchBudget == SearchBudget.none
            ? "the budget is 0" : "a run of \(count(setup.steps, "step")) is too short for one")
          + "; its rate is the typical one, \(compact(suggestion.rate))")
    }
    let chart = SearchChart(
      suggestion, measure: "validation loss",
      subtitle: "\(task.name), \(configuration.optimizer)"
    ).chart
    if options.picture.isOnStandardOutput {
      return try options.picture.draw(chart, beside: options.output)
    }
    if options.output.json {
      try printJSON(
        Answer(
          task: task.name, optimizer: configuration.optimizer.description, rate: suggestion.rate,
          interval: [suggestion.interval.lowerBound, suggestion.interval.upperBound],
          steps: suggestion.steps, budget: suggestion.budget, runSteps: setup.steps,
          flat: suggestion.flatRange != nil,
          schedule: try setup.unresolvedPlan(peak: suggestion.rate).description,
          searched: !suggestion.isTypical,
          expectedRegret: suggestion.expectedRegret,
          trials: suggestion.trials))
      return try options.picture.draw(chart, beside: options.output)
    }
    if !suggestion.isTypical { show(suggestion, chart, terminal) }
    say(
      """
      \(terminal.bold("suggested peak rate \(compact(suggestion.rate))")), \
      \(terminal.plain(suggestion.origin))
      under \(try setup.unresolvedPlan(peak: suggestion.rate)), over \(count(setup.steps, "step"))
      \(suggestion.expectedRegret.sentence)
      """)
    try options.picture.draw(chart, beside: options.output)
  }

  /// The losses of the trials, as a chart and as a table.
  private func show(_ suggestion: RateSuggestion, _ chart: Chart, _ terminal: Terminal) {
    say(
      chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
    let table = Table(
      columns: ["trial at rate", "steps", "validation loss"],
      rows: suggestion.trials.map {
        [compact($0.rate), "\($0.steps)", $0.loss.map { compact($0) } ?? "failed"]
      })
    say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs) + "\n")
  }

  private func search(_ setup: FitSetup, _ terminal: Terminal) throws -> RateSuggestion {
    let finder = setup.finder()
    return try watched(finder.budget, terminal, finder.find)
  }

  /// Runs a search with a progress bar until it ends or is interrupted.
  func watched<Found>(
    _ steps: Int, _ terminal: Terminal,
    _ search: ((RateFinder.Progress) -> Bool) throws -> Found
  ) throws -> Found {
    Interruption.listen()
    var bar = ProgressBar("finding", total: steps, on: terminal)
    defer {
      bar.clear()
      Interruption.stopListening()
    }
    do {
      return try search { progress in
        if !options.output.json, !options.picture.isOnStandardOutput {
          bar.total = progress.steps
          bar.show(step: progress.step, loss: progress.loss, rate: progress.learningRate)
        }
        return !Interruption.hasCome
      }
    } catch SearchError.stopped {
      throw CommandError.interruption(
        "the search was stopped; nothing was recorded", signal: Interruption.signal)
    }
  }

  private struct Answer: Encodable {
    let by = "trials"
    let task, optimizer: String
    let rate: Double
    let interval: [Double]
    let steps: Int
    let budget: SearchBudget
    let runSteps: Int
    let flat: Bool
    let schedule: String
    let searched: Bool
    let expectedRegret: ExpectedRegret
    let trials: [RateTrial]
  }
}
