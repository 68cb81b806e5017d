public import ArgumentParser
internal import Charts
internal import LearningRate

/// `anneal schedule values`.
public struct ScheduleValuesCommand: ParsableCommand {
  /// What `anneal schedule values --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "values", abstract: "Print a schedule's rate at some steps.",
    discussion: """
      Examples:
        anneal schedule values "cosine(from: 1e-3, to: 0).warmup(5%)" --at 0,10,99
        anneal schedule values "step(from: 0.1, gamma: 0.5, every: 1ep)" \\
          --steps 90 --epoch-length 30 --json
      """)

  /// The schedule.
  @Argument(
    help: ArgumentHelp("The schedule.", valueName: "notation"), transform: { try Schedule($0) })
  var schedule: Schedule
  /// The steps.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The steps, separated by commas; eleven over the run when left out.", valueName: "steps"),
    transform: OptionValue.steps)
  var at: [Int]?
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table, or JSON.
  public mutating func run() throws {
    let count = length.steps ?? max(100, (at?.max() ?? 0) + 1)
    let curve = try schedule.resolved(steps: count, stepsPerEpoch: length.epochLength)
    let answer = ScheduleValues(
      schedule, curve, at: at ?? ScheduleTable.spread(over: count))
    if output.json {
      try printJSON(answer)
      return
    }
    let table = Table(
      columns: ["step", "rate"], rows: answer.values.map { ["\($0.step)", "\($0.rate)"] })
    say(table.terminal(width: Terminal.standard.width, glyphs: Terminal.standard.glyphs))
  }
}
