public import ArgumentParser
internal import Charts
internal import LearningRate

/// `anneal schedule plot`.
public struct SchedulePlotCommand: ParsableCommand {
  /// What `anneal schedule plot --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw one schedule or several, in the terminal or as SVG, or as a table.",
    discussion: """
      Examples:
        anneal schedule plot "cosine(from: 3e-4, to: 0).warmup(5%)" --steps 10000
        anneal schedule plot "linear(from: 1, to: 0)" "cosine(from: 1, to: 0)" \\
          --svg decays.svg
        anneal schedule plot "rex(from: 1, to: 0)" "cosine(from: 1, to: 0)" --table
      """)

  /// The schedules.
  @Argument(
    help: ArgumentHelp("The schedules.", valueName: "notation"), transform: { try Schedule($0) })
  var schedules: [Schedule]
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// Whether the rate's axis is logarithmic.
  @Flag(help: "Draw the rate on a logarithmic axis.") var log = false
  /// Whether to print numbers.
  @Flag(help: "Print a table instead of the picture, the schedules side by side.")
  var table = false
  /// Where to draw.
  @OptionGroup var picture: PictureOptions
  /// The width in the terminal.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The width in columns; the terminal's when left out.", valueName: "number"),
    transform: OptionValue.wholeNumber(20...1000))
  var width: Int?
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Draws, or prints the points in JSON.
  public mutating func run() throws {
    let steps = length.steps ?? 1000
    let curves = try schedules.map { schedule in
      (
        name: schedule.description,
        curve: try schedule.resolved(steps: steps, stepsPerEpoch: length.epochLength)
      )
    }
    let chart = ScheduleChart.chart(of: curves, steps: steps, isLogarithmic: log)
    try picture.check(beside: output)
    if picture.isOnStandardOutput, table {
      throw CommandError.usage(
        "--svg - and --table would both write to standard output; leave one out")
    }
    if output.json {
      try printJSON(
        zip(schedules, curves).map { schedule, resolved in
          ScheduleValues(
            schedule, resolved.curve,
            at: ScheduleChart.points(of: resolved.curve, steps: steps).map { Int($0.x) })
        })
    } else if table {
      show(ScheduleTable(of: curves, steps: steps))
    } else if picture.svg == nil {
      show(chart)
    }
    try picture.draw(chart, beside: output)
  }

  private func show(_ table: ScheduleTable) {
    let terminal = Terminal.standard
    for line in table.legend { say(terminal.bold(line)) }
    say()
    say(table.text(width: width ?? terminal.width, glyphs: terminal.glyphs))
  }

  private func show(_ chart: Chart) {
    let terminal = Terminal.standard
    say(
      chart.terminal(
        width: width ?? terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
  }
}
