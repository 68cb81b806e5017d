public import ArgumentParser
public import Records

/// The options to resume or to repeat a run.
public struct ResumeOptions: ParsableArguments {
  /// The run to resume.
  @Option(
    name: .customLong("resume"),
    help: ArgumentHelp(
      "Resume this run from its last checkpoint; 'latest' is the newest run.", valueName: "run"),
    completion: Completions.runs)
  public var run: String?

  /// The checkpoint to resume from.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --resume: use the checkpoint of this step, and delete all later records.",
      valueName: "step"),
    transform: OptionValue.wholeNumber(0...OptionValue.largestCount))
  public var atStep: Int?

  /// How a new plan or length applies to the run.
  @Option(
    help: ArgumentHelp(
      "How --resume uses a new --schedule, --epochs or --steps: 'rebase', 'then' or 'hold'.",
      discussion: """
        'rebase': the schedule covers the whole run, from step 0; the remaining steps use it.
        'then': the schedule begins at the current step and covers the remaining steps.
        'hold': the run keeps its own schedule; after its end, the last rate is kept.
        """, valueName: "way"), completion: .list(Replan.Way.allCases.map(\.rawValue)),
    transform: ResumeOptions.way)
  public var replan: Replan.Way?

  /// The run to repeat.
  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Train again from the beginning as this run did, with all changes made by 'steer'.",
      valueName: "run"), completion: Completions.runs)
  public var repeated: String?

  /// Creates the options with their defaults.
  public init() {}

  /// Checks which options may be combined.
  public func validate() throws {
    if run != nil, repeated != nil {
      throw ValidationError("--resume and --repeat both name a run; leave one out")
    }
    guard run == nil else { return }
    if atStep != nil { throw ValidationError("--at-step needs --resume") }
    if replan != nil { throw ValidationError("--replan needs --resume") }
  }

  private static func way(_ text: String) throws -> Replan.Way {
    guard let way = Replan.Way(rawValue: text) else {
      throw Requirement("must be 'rebase', 'then' or 'hold'")
    }
    return way
  }
}
