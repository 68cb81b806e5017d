public import ArgumentParser
internal import Charts
internal import Exchange
internal import Foundation
internal import LearningRate
internal import TrainingLogs

/// `anneal controller replay`.
public struct ControllerReplayCommand: ParsableCommand {
  /// What `anneal controller replay --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Show where a controller would have acted on a log.",
    discussion: """
      The log is anything that 'anneal schedule import' reads, also a run of
      Anneal's: its folder, or the folder of all runs with --run. The controller is
      given the measurements one after another, each at what the log counts. From its
      first act on the run itself would have gone another way.

      Examples:
        anneal controller replay metrics.csv --controller 'plateau(patience: 4)' \\
          --series val_loss
        anneal controller replay runs/digits-1 --controller slopeTest --svg acts.svg
        anneal controller replay log.jsonl --controller 'spikeBackoff(factor: 0.5)' \\
          --series loss --from 500 --json
      """)

  /// The log, a folder of logs, or a pattern for their names.
  @Argument(
    help: ArgumentHelp(
      "The log, a folder of logs, or a pattern; '-' is standard input.", valueName: "log"),
    completion: .file(), transform: OptionValue.path)
  var log: String
  /// The controller that is replayed on the log.
  @Option(
    help: ArgumentHelp(
      "The controller; 'anneal schedule list' lists them.", valueName: "notation"),
    transform: { try Controller($0) })
  var controller: Controller
  /// The series whose values the controller gets.
  @Option(
    help: ArgumentHelp(
      "The series that it listens to; the controller's own when left out.", valueName: "name"))
  var series: String?
  /// The column of the steps or epochs at which the values were measured.
  @Option(help: ArgumentHelp("The column that counts steps or epochs.", valueName: "name"))
  var stepColumn: String?
  /// The run that is read where the log holds several.
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The run, where the log holds several.", valueName: "name"))
  var runName: String?
  /// The step or epoch of the first value that the controller gets.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Let it listen from this count on, such as a warmup's end.", valueName: "number"),
    transform: OptionValue.wholeNumber(0...OptionValue.largestCount))
  var from: Int?
  /// The file for the chart.
  @OptionGroup var picture: PictureOptions
  /// Whether the answer is text or JSON.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table and a picture, or JSON.
  public mutating func run() throws {
    try picture.check(beside: output)
    let replay = try replayed()
    let report = ReplayReport(replay)
    if output.json {
      try printJSON(ReplayReport.Answer(replay))
    } else if !picture.isOnStandardOutput {
      let terminal = Terminal.standard
      say(report.sentence)
      if let table = report.table {
        say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs))
      }
      if picture.svg == nil {
        say("")
        say(
          report.chart.terminal(
            width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
      }
      for note in report.notes { say(note) }
    }
    try picture.draw(report.chart, beside: output)
  }

  private func replayed() throws -> ControllerReplay {
    let choices = ControllerReplay.Choices(
      series: series, counter: stepColumn, run: runName, start: Double(from ?? 0))
    return switch try LogInput(log) {
    case .stored(let path, _): try ControllerReplay(of: controller, path: path, choices: choices)
    case .stream(let log): try ControllerReplay(of: controller, log, choices: choices)
    }
  }
}
