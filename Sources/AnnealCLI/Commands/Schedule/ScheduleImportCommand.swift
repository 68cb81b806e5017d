public import ArgumentParser
internal import Charts
internal import Exchange
internal import Foundation
internal import LearningRate

/// `anneal schedule import`.
public struct ScheduleImportCommand: ParsableCommand {
  /// What `anneal schedule import --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Find the notation of another framework's schedule or log.",
    discussion: """
      A PyTorch scheduler's state_dict in JSON gives its notation exactly. The rate's column of a
      CSV file, and the log of a Hugging Face trainer_state.json, give the nearest notation and how
      far it is off.

      Examples:
        anneal schedule import scheduler.json
        anneal schedule import trainer_state.json
        anneal schedule import metrics.csv --column lr-AdamW --steps 10000
      """)

  /// The file.
  @Argument(
    help: ArgumentHelp("The file; '-' is standard input.", valueName: "file"),
    completion: .file(), transform: OptionValue.path)
  var file: String
  /// The run.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The length of the run in updates, if the log ends before it.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var steps: Int?
  /// The column.
  @Option(help: ArgumentHelp("The column of the rate, in a CSV file.", valueName: "name"))
  var column: String?
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the notation, or JSON.
  public mutating func run() throws {
    let terminal = Terminal.standard
    let text = try text()
    // A long log takes seconds.
    if text.utf8.count > 1 << 20 {
      terminal.overwriteLine(
        "fitting schedules to \(abbreviated(Double(text.utf8.count)))B of \(file)")
    }
    let found = try ScheduleImport(text, file: file, steps: steps, column: column)
    terminal.overwriteLine("")
    if output.json {
      try printJSON(Answer(found))
      return
    }
    for group in found.groups { say("\(group.schedule)") }
    guard let points = found.points, let steps = found.steps, let best = found.groups.first else {
      say("\nexactly, from the state of \(found.source)")
      return
    }
    say("\nfitted to \(points) rates of '\(found.source)' over \(steps) steps; \(error(best))")
    if best.lag > 0 { say("the log gives each rate a step after the update that used it") }
    guard !found.runnersUp.isEmpty else { return }
    let table = Table(
      columns: ["others", "off by at most", "rms"],
      rows: found.runnersUp.map {
        ["\($0.schedule)", share($0.deviation), share($0.rootMeanSquare)]
      })
    say("\n" + table.terminal(width: Terminal.standard.width, glyphs: Terminal.standard.glyphs))
  }

  private func text() throws -> String {
    let data = try InputFile.read(file)
    guard let text = String(data: data, encoding: .utf8) else {
      throw ExchangeError(file: file, "the file must be text", received: "\(data.count) bytes")
    }
    return text
  }

  private func error(_ schedule: ImportedSchedule) -> String {
    "off by \(share(schedule.deviation)) of the largest rate at most, "
      + "rms \(share(schedule.rootMeanSquare))"
  }

  /// A share with two digits.
  private func share(_ value: Double?) -> String {
    value.map { $0 == 0 ? "0" : String(format: "%.1e", $0) } ?? ""
  }

  private struct Answer: Encodable {
    let source: String
    let steps, points: Int?
    let groups, others: [Entry]

    init(_ found: ScheduleImport) {
      (source, steps, points) = (found.source, found.steps, found.points)
      (groups, others) = (found.groups.map(Entry.init), found.runnersUp.map(Entry.init))
    }
  }

  private struct Entry: Encodable {
    let notation: String
    let deviation, rms: Double?
    let lag: Int

    init(_ schedule: ImportedSchedule) {
      notation = schedule.schedule.description
      (deviation, rms) = (schedule.deviation, schedule.rootMeanSquare)
      lag = schedule.lag
    }
  }
}
