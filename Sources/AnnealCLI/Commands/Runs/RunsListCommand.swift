public import ArgumentParser
internal import Charts
internal import Records
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
  @Option(
    help: ArgumentHelp("Only runs of this task.", valueName: "task"), completion: Completions.tasks)
  var task: String?
  /// The largest number of runs.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Only this many of the newest runs.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var limit: Int?
  /// The folder of the runs.
  @OptionGroup var runs: RunsOptions
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table, or JSON.
  public mutating func run() throws {
    let store = try runs.store(for: .read)
    let records = try store.runs(of: task, limit: limit)
    if output.json {
      try printJSON(records.map { try RunEntry($0, store.standing(of: $0)) })
      return
    }
    guard !records.isEmpty else {
      let kind = task.map { " of the task '\($0)'" } ?? ""
      say("there are no runs\(kind) in the folder '\(runs.folder)' yet")
      return
    }
    let rows = try records.map { record -> [String] in
      let summary: FitSummary? = try record.summary?.decoded()
      let measures = summary?.validation.filter { $0.key != "loss" } ?? [:]
      let achieved = measures.isEmpty ? summary?.validation ?? [:] : measures
      return [
        record.id, try store.standing(of: record).sentence,
        RunReport.text(achieved), RunFacts.time(record.created),
        summary.map { compact($0.rate) } ?? "", summary?.schedule ?? "",
      ]
    }
    // Columns that do not fit are left out, and only a schedule may be cut.
    let terminal = Terminal.standard
    let titles = ["run", "status", "validation", "created", "rate", "schedule"]
    let widths = titles.indices.map { column in
      let widest = rows.map { $0[column].count }.reduce(titles[column].count, max)
      return titles[column] == "schedule" ? min(widest, 16) : widest
    }
    let fitting = titles.indices.last { last in
      widths[...last].reduce(2 * last, +) <= terminal.width
    }
    let columns = titles[...max(fitting ?? 0, 1)].map { Table.Column($0, alignment: .left) }
    let table = Table(columns: columns, rows: rows.map { Array($0.prefix(columns.count)) })
    say(table.terminal(width: terminal.width, glyphs: terminal.glyphs))
  }
}
