public import ArgumentParser
internal import Charts
internal import Foundation
internal import Runs

/// `anneal runs list`.
public struct RunsListCommand: ParsableCommand {
  /// What `anneal runs list --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs, newest first.",
    discussion: """
      Examples:
        anneal runs list
        anneal runs list --task mnist --json
      """)

  /// Only runs of this task.
  @Option(help: "Only runs of this task.") var task: String?
  /// Only so many.
  @Option(help: ArgumentHelp("Only the newest so many.", valueName: "number")) var limit: Int?
  /// Where runs are kept.
  @OptionGroup var runs: RunsOptions
  /// How to answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table, or JSON.
  public mutating func run() throws {
    let store = try RunStore(folder: URL(fileURLWithPath: runs.folder), create: false)
    let records = try store.runs(of: task, limit: limit)
    if output.json {
      try printJSON(records)
      return
    }
    guard !records.isEmpty else {
      print("no runs in \(runs.folder)")
      return
    }
    let rows = try records.map { record -> [String] in
      let summary: RunReport.Summary? = try record.summary?.decoded()
      let achieved = (summary?.validation ?? [:]).sorted { $0.key < $1.key }
        .map { "\($0.key) \(RunReport.text($0.key, $0.value))" }.joined(separator: ", ")
      return [
        record.id, record.status.rawValue,
        record.created.formatted(.iso8601.dateSeparator(.dash).timeSeparator(.colon)),
        summary.map { compact($0.rate) } ?? "", achieved, summary?.schedule ?? "",
      ]
    }
    let table = Table(
      columns: ["run", "status", "created", "rate", "validation", "schedule"], rows: rows)
    print(table.terminal(width: Terminal.standard.width, glyphs: Terminal.standard.glyphs))
  }
}
