public import ArgumentParser
internal import Charts
internal import Foundation
internal import Runs

/// `anneal runs show`.
public struct RunsShowCommand: ParsableCommand {
  /// What `anneal runs show --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: what it was, what it did, what it came to.",
    discussion: """
      Examples:
        anneal runs show digits-1
        anneal runs show latest --json
      """)

  /// The run's name.
  @Argument(help: ArgumentHelp("The run's name, or 'latest'.", valueName: "run")) var name: String
  /// Where runs are kept.
  @OptionGroup var runs: RunsOptions
  /// How to answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints facts and chart, or JSON with every series.
  public mutating func run() throws {
    let store = try RunStore(folder: URL(fileURLWithPath: runs.folder), create: false)
    let record = try store.run(name)
    if output.json {
      let names = try store.seriesNames(of: record.id)
      let series = try names.map { ($0, try store.series($0, of: record.id)) }
      try printJSON(
        Answer(
          record: record, events: try store.events(of: record.id),
          series: Dictionary(uniqueKeysWithValues: series)
            .mapValues { $0.map { Point(step: $0.step, value: $0.value) } }))
      return
    }
    let terminal = Terminal.standard
    let report = try RunReport(of: record.id, in: store)
    print(terminal.bold(record.id) + "  \(record.status.rawValue)")
    print("configuration  \(record.configuration)")
    if let summary = record.summary { print("summary        \(summary)") }
    for event in try store.events(of: record.id) where event.kind != "found" {
      print("event          \(event.kind) at step \(event.step)")
    }
    guard !report.isEmpty else { return }
    print(
      report.terminalChart.terminal(
        width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
  }

  private struct Answer: Encodable {
    let record: RunRecord
    let events: [RunEvent]
    let series: [String: [Point]]
  }

  private struct Point: Encodable {
    let step: Int
    let value: Double
  }
}
