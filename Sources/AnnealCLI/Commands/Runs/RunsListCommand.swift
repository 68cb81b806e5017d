public import ArgumentParser
internal import Charts
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
  @Option(help: ArgumentHelp("Only runs of this task.", valueName: "task")) var task: String?
  /// Only so many.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Only the newest so many.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var limit: Int?
  /// Where runs are kept.
  @OptionGroup var runs: RunsOptions
  /// How to answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table, or JSON.
  public mutating func run() throws {
    let records = try runs.store().runs(of: task, limit: limit)
    if output.json {
      try printJSON(records.map(RunEntry.init))
      return
    }
    guard !records.isEmpty else {
      let kind = task.map { " of the task '\($0)'" } ?? ""
      print("there are no runs\(kind) in the folder '\(runs.folder)' yet")
      return
    }
    let rows = try records.map { record -> [String] in
      let summary: RunSummary? = try record.summary?.decoded()
      let measures = summary?.validation.filter { $0.key != "loss" } ?? [:]
      let achieved = measures.isEmpty ? summary?.validation ?? [:] : measures
      return [
        record.id, RunFacts.status(of: record),
        RunReport.text(achieved), RunFacts.time(record.created),
        summary.map { compact($0.rate) } ?? "", summary?.schedule ?? "",
      ]
    }
    // A narrow terminal gets whole words in few columns.
    let terminal = Terminal.standard
    let columns = ["run", "status", "validation", "created", "rate", "schedule"]
      .prefix(terminal.width < 70 ? 3 : 6)
    let table = Table(columns: columns.map { Table.Column($0, alignment: .left) }, rows: rows)
    print(table.terminal(width: terminal.width, glyphs: terminal.glyphs))
  }
}
