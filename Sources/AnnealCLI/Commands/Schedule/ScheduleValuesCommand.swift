public import ArgumentParser
internal import Charts
internal import LearningRate

/// `anneal schedule values`.
public struct ScheduleValuesCommand: ParsableCommand {
  /// What `anneal schedule values --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "values",
    abstract: "Print a schedule's rate, or all that a plan schedules, at some steps.",
    discussion: """
      A plan has a column for each hyperparameter and each group of parameters in
      which it differs, named after both: 'rate', 'rate head.*', 'momentum'. Groups
      are all that the patterns of the plan can make, or those of --parameters.

      Examples:
        anneal schedule values "cosine(from: 1e-3, to: 0).warmup(5%)" --at 0,10,99
        anneal schedule values "step(from: 0.1, gamma: 0.5, every: 1ep)" \\
          --steps 90 --epoch-length 30 --json
        anneal schedule values \\
          'cosine(from: 1e-3, to: 0).scaled(by: 10, in: "head.*")'
      """)

  /// The schedule or plan.
  @Argument(
    help: ArgumentHelp("The schedule or plan.", valueName: "notation"), transform: { try Plan($0) })
  var plan: Plan
  /// The steps.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The steps, separated by commas; eleven over the run when left out.", valueName: "steps"),
    transform: OptionValue.steps)
  var at: [Int]?
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// The model's parameters.
  @OptionGroup var names: ParameterNamesOptions
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table, or JSON.
  public mutating func run() throws {
    let count = length.steps ?? max(100, (at?.max() ?? 0) + 1)
    let resolved = try plan.resolved(steps: count, stepsPerEpoch: length.epochLength)
    let columns = try PlanColumns(resolved, parameters: try names.names())
    let steps = at ?? ScheduleTable.spread(over: count)
    if output.json {
      try printJSON(ScheduleValues(columns, at: steps))
      return
    }
    let table = StepTable(
      steps: steps.map { "\($0)" },
      columns: columns.columns.map { column in
        (column.name, steps.map { "\(column.value(at: $0))" })
      })
    say(table.text(width: Terminal.standard.width, glyphs: Terminal.standard.glyphs))
    for note in ScheduleValues.notes(of: columns) { say("\n" + note) }
  }
}
