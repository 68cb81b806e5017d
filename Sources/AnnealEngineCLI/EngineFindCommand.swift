internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import Foundation
internal import Search

/// The implementation of `anneal find`.
public struct EngineFindCommand: AsyncParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = FindCommand.configuration

  /// The options.
  @OptionGroup public var options: FindOptions

  /// Created by the argument parser.
  public init() {}

  /// Searches, and prints the ramp, the probes and the suggestion.
  public mutating func run() async throws {
    let task = try options.data.task(options.task)
    let configuration = try options.training.configuration(for: task)
    try options.picture.check(beside: options.output)
    let terminal = Terminal.standard
    let setup = try await task.reading { try await FitSetup(configuration, task: task) }
    try setup.check(isSearch: true)
    let suggestion = try search(setup, terminal)
    let chart = chart(of: suggestion, title: "\(task.name), \(configuration.optimizer)")
    if options.picture.isOnStandardOutput {
      return try options.picture.draw(chart, beside: options.output)
    }
    if options.output.json {
      try printJSON(
        Answer(
          task: task.name, optimizer: configuration.optimizer.description, rate: suggestion.rate,
          interval: [suggestion.interval.lowerBound, suggestion.interval.upperBound],
          steps: suggestion.steps, runSteps: setup.steps, probes: suggestion.probes,
          ramp: suggestion.ramp))
      return try options.picture.draw(chart, beside: options.output)
    }
    say(
      chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
    let table = Table(
      columns: ["probe at peak rate", "training loss"],
      rows: suggestion.probes.map { [compact($0.rate), compact($0.loss)] })
    say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs))
    let (low, high) = (suggestion.interval.lowerBound, suggestion.interval.upperBound)
    say(
      """

      \(terminal.bold("suggested peak rate \(compact(suggestion.rate))")), \
      the best peak rate is most likely in \(compact(low)) \(terminal.plain("…")) \(compact(high))
      under \(try setup.unresolvedPlan(peak: suggestion.rate)), over \(count(setup.steps, "step")); \
      the search spent \(suggestion.steps)\(setup.shortness(of: suggestion))
      """)
    try options.picture.draw(chart, beside: options.output)
  }

  private func search(_ setup: FitSetup, _ terminal: Terminal) throws -> RateSuggestion {
    Interruption.listen()
    let finder = setup.finder()
    var bar = ProgressBar("finding", total: finder.budget, on: terminal)
    defer {
      bar.clear()
      Interruption.stopListening()
    }
    do {
      return try finder.find { progress in
        if !options.output.json, !options.picture.isOnStandardOutput {
          bar.show(step: progress.step, loss: progress.loss, rate: progress.learningRate)
        }
        return !Interruption.hasCome
      }
    } catch SearchError.stopped {
      throw CommandError.interruption(
        "the search was stopped; nothing was recorded", signal: Interruption.signal)
    }
  }

  private func chart(of suggestion: RateSuggestion, title: String) -> Chart {
    let ramp = suggestion.ramp
    func points(_ values: [Double]) -> [Series.Point] {
      zip(ramp.rates, values).map { Series.Point(x: $0, y: $1) }
    }
    // Losses far above the initial one are divergence; the initial loss sets the scale of the
    // chart.
    let top = (ramp.smoothed.first ?? 1) * 1.5
    let bottom = (ramp.smoothed.min() ?? 0) * 0.9
    return Chart(
      title: "Range test", subtitle: title, x: Axis("learning rate", scale: .log),
      panels: [
        Panel(
          y: Axis("training loss", range: bottom < top ? bottom...top : nil),
          series: [
            Series("ramp", points: points(ramp.losses), style: .faint),
            Series("ramp, smoothed", points: points(ramp.smoothed), style: .strong),
            Series(
              "probes",
              points: suggestion.probes.map { Series.Point(x: $0.rate, y: $0.loss) },
              style: .points),
          ],
          marks: [
            .band(x: suggestion.interval, label: "most likely"),
            .vertical(x: suggestion.rate, label: "suggested \(compact(suggestion.rate))"),
          ])
      ])
  }

  private struct Answer: Encodable {
    let task, optimizer: String
    let rate: Double
    let interval: [Double]
    let steps, runSteps: Int
    let probes: [Probe]
    let ramp: RampCurve
  }
}
