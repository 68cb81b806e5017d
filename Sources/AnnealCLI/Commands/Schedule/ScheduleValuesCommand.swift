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
        anneal schedule values "cosine(from: 1e-3, to: 0).warmup(5%)" --steps 1000 --at 0,10,99
        anneal schedule values "step(from: 0.1, gamma: 0.5, every: 1ep)" --steps 90 \\
          --epoch-length 30 --json
      """)

  /// The schedule.
  @Argument(help: "The schedule.") var notation: String
  /// The steps.
  @Option(
    help: ArgumentHelp(
      "The steps, separated by commas; eleven over the run when left out.", valueName: "steps"))
  var at: String?
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// How to answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints a table, or JSON.
  public mutating func run() throws {
    let schedule = try Schedule(notation)
    let chosen = try at.map(parsedSteps)
    let count = length.steps ?? max(100, (chosen?.max() ?? 0) + 1)
    let curve = try schedule.resolved(steps: count, stepsPerEpoch: length.epochLength)
    let steps = chosen ?? (0...10).map { $0 * (count - 1) / 10 }
    let values = steps.map { Answer.Value(step: $0, rate: curve.value(at: $0)) }
    if output.json {
      try printJSON(Answer(notation: schedule.description, values: values))
    } else {
      let table = Table(
        columns: ["step", "rate"], rows: values.map { ["\($0.step)", "\($0.rate)"] })
      print(table.terminal(width: Terminal.standard.width, glyphs: Terminal.standard.glyphs))
    }
  }

  private func parsedSteps(_ text: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let step = Int(part.filter { $0 != " " && $0 != "_" }) else {
        throw UsageError("--at must be whole numbers separated by commas; received '\(part)'")
      }
      return step
    }
  }

  private struct Answer: Encodable {
    let notation: String
    let values: [Value]
    struct Value: Encodable {
      let step: Int
      let rate: Double
    }
  }
}
