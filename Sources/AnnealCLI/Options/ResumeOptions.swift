public import ArgumentParser
public import Records

/// The run to resume or to repeat, and how.
public struct ResumeOptions: ParsableArguments {
  /// The run to resume.
  @Option(
    name: .customLong("resume"),
    help: ArgumentHelp(
      "Resume this run, or the 'latest', from its last checkpoint.", valueName: "run"),
    completion: Completions.runs)
  public var run: String?

  /// The checkpoint to resume from.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --resume: start from the checkpoint after this many updates.", valueName: "step"),
    transform: OptionValue.wholeNumber(0...OptionValue.largestCount))
  public var atStep: Int?

  /// How another plan or length continues the run.
  @Option(
    help: ArgumentHelp(
      "With --resume: use another --schedule, --epochs or --steps: rebase, then or hold.",
      discussion: """
        rebase: the schedule is resolved for the whole run, and used from here on.
        then: the schedule begins here, with the steps that are left.
        hold: the run keeps its own schedule, and its last rate after the schedule's end.
        """, valueName: "way"), completion: .list(Replan.Way.allCases.map(\.rawValue)),
    transform: ResumeOptions.way)
  public var replan: Replan.Way?

  /// The run to repeat.
  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Train again as this run did, from its beginning, with the acts that changed it.",
      valueName: "run"), completion: Completions.runs)
  public var repeated: String?

  /// The options' defaults.
  public init() {}

  /// Checks which options go together.
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
      throw Requirement("must be rebase, then or hold")
    }
    return way
  }
}
