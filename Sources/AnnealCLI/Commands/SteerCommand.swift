public import ArgumentParser
internal import LearningRate
internal import Notation
internal import Runs

/// `anneal steer`.
public struct SteerCommand: ParsableCommand {
  /// What `anneal steer --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "steer",
    abstract: "Change a run while it trains: its rate, its plan, its weights.",
    discussion: """
      Examples:
        anneal steer digits-1 'scale(0.5)'
        anneal steer latest 'rate(3e-4)'
        anneal steer latest 'plan(cosine(from: 1e-3, to: 0), until: 2000)'
        anneal steer digits-1 goBack
        anneal steer digits-1 checkpoint
        anneal steer digits-1 stop

      Acts:
      \(acts)

      of: names an updater, if there are several. For plan, from: is the update that is
      the plan's step 0, over: the number of updates for which it is resolved, and
      until: the length of the run in steps. goBack without to: goes back to the last
      checkpoint before this step.

      The act is done before the next update, and recorded. If the run is killed and
      resumed, or repeated by 'anneal fit --repeat', the act is repeated too.
      """)

  /// The run's name.
  @Argument(
    help: ArgumentHelp("The run's name, or 'latest'.", valueName: "run"),
    completion: Completions.runs)
  var name: String
  /// The act.
  @Argument(
    help: ArgumentHelp("The act.", valueName: "act"), transform: { try Act($0) })
  var act: Act
  /// The folder of the runs.
  @OptionGroup var runs: RunsOptions
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// How long to wait for an answer, in seconds: a step or a validation may take long.
  private static let patience = 60.0

  /// Makes the request, and prints its result.
  public mutating func run() throws {
    let store = try runs.store(for: .read)
    let record = try runs.record(name, in: store)
    let standing = try store.standing(of: record)
    guard standing.state == .running else {
      let advice =
        standing.isResumable
        ? "; resume it with: anneal fit --resume \(record.id)\(runs.arguments)" : ""
      throw CommandError.usage(
        "run '\(record.id)' must be training to be steered; it is \(standing.sentence)\(advice)")
    }
    let request = Request(act.description, to: record, in: store)
    Interruption.listen()
    let step = try request.answer(within: Self.patience)
    Interruption.stopListening()
    if output.json {
      try printJSON(Done(run: record.id, act: act.description, step: step))
    } else {
      say("\(record.id): \(act), done before step \(step)")
    }
  }

  private struct Done: Encodable {
    let run, act: String
    let step: Int
  }

  private static var acts: String {
    let width = Act.words.map(\.name.count).max() ?? 0
    return Act.words.map { word in
      let name = word.name + String(repeating: " ", count: width - word.name.count)
      return "  \(name)  \(word.summary)"
    }.joined(separator: "\n")
  }
}
