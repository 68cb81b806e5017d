public import ArgumentParser
internal import Charts
internal import LearningRate

/// `anneal schedule plot`.
public struct SchedulePlotCommand: ParsableCommand {
  /// What `anneal schedule plot --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw schedules or plans, in the terminal or as SVG, or as a table.",
    discussion: """
      A plan has a line for each group of parameters, and a panel for each
      hyperparameter that it schedules.

      Examples:
        anneal schedule plot "cosine(from: 3e-4, to: 0).warmup(5%)" --steps 10000
        anneal schedule plot "linear(from: 1, to: 0)" "cosine(from: 1, to: 0)" \\
          --svg decays.svg
        anneal schedule plot "rex(from: 1, to: 0)" "cosine(from: 1, to: 0)" --table
        anneal schedule plot \\
          'cosine(from: 1e-3, to: 0).scaled(by: 10, in: "head.*")'
      """)

  /// The schedules or plans.
  @Argument(
    help: ArgumentHelp("The schedules or plans.", valueName: "notation"),
    transform: { try Plan($0) })
  var plans: [Plan]
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// The model's parameters.
  @OptionGroup var names: ParameterNamesOptions
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
    let parameters = try names.names()
    let columns = try plans.map { plan in
      try PlanColumns(
        try plan.resolved(steps: steps, stepsPerEpoch: length.epochLength), parameters: parameters)
    }
    let lines = ScheduleLine.lines(of: columns)
    // One plan of several lines, which are named after what they are of it.
    let title = columns.count == 1 && lines.count > 1 ? plans[0].description : ""
    let chart = ScheduleChart.chart(of: lines, title: title, steps: steps, isLogarithmic: log)
    try picture.check(beside: output)
    if picture.isOnStandardOutput, table {
      throw CommandError.usage(
        "--svg - and --table would both write to standard output; leave one out")
    }
    if output.json {
      let drawn = ScheduleChart.steps(of: steps)
      try printJSON(columns.map { ScheduleValues($0, at: drawn) })
    } else if table {
      show(ScheduleTable(of: lines, title: title, steps: steps))
    } else if picture.svg == nil {
      show(chart)
    }
    try picture.draw(chart, beside: output)
    guard !output.json, !picture.isOnStandardOutput else { return }
    for note in columns.flatMap(ScheduleValues.notes) { say(note) }
  }

  private func show(_ table: ScheduleTable) {
    let terminal = Terminal.standard
    for line in table.legend { say(terminal.bold(line)) }
    say()
    say(table.table.text(width: width ?? terminal.width, glyphs: terminal.glyphs))
  }

  private func show(_ chart: Chart) {
    let terminal = Terminal.standard
    say(
      chart.terminal(
        width: width ?? terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
  }
}
