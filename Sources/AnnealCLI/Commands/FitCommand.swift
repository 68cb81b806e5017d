public import ArgumentParser
internal import LearningRate

/// What `anneal fit` is asked.
public struct FitOptions: ParsableArguments {
  /// The task's name.
  @Argument(help: "The task; 'anneal tasks' lists them.")
  public var task: String?

  /// What decides the training.
  @OptionGroup public var training: TrainingOptions

  /// The peak rate.
  @Option(
    help: ArgumentHelp(
      "The peak rate: a number, or 'find' to search for it.",
      discussion: "Without a --schedule it is searched for when left out.", valueName: "rate"))
  public var rate: String?

  /// How far apart the model is measured.
  @Option(
    help: ArgumentHelp(
      "Measure on the held-out data this often: 100, 1ep, 5% (default: 1ep).", valueName: "span"))
  public var validateEvery: String?

  /// How far apart checkpoints are.
  @Option(
    help: ArgumentHelp(
      "Write a checkpoint this often, and every minute: 100, 1ep, 5% (default: 10%).",
      valueName: "span"))
  public var checkpointEvery: String?

  /// A run to go on with.
  @Option(
    help: ArgumentHelp("Go on with this run from its last checkpoint.", valueName: "run"))
  public var resume: String?

  /// The checkpoint to go on from.
  @Option(
    help: ArgumentHelp(
      "With --resume: go on from the checkpoint after this many updates.", valueName: "step"))
  public var atStep: Int?

  /// Whether only to show the plan.
  @Flag(help: "Show the resolved plan, and train nothing.")
  public var dryRun = false

  /// Where runs are kept.
  @OptionGroup public var runs: RunsOptions
  /// How to answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// Checks what belongs together.
  public func validate() throws {
    if let resume {
      let given = (task.map { ["task '\($0)'"] } ?? []) + training.given + ownGiven
      guard given.isEmpty else {
        throw ValidationError(
          "--resume \(resume) goes on under the run's own settings; leave out "
            + given.joined(separator: ", "))
      }
    } else if task == nil {
      throw ValidationError("a task or --resume must be given; 'anneal tasks' lists the tasks")
    } else if atStep != nil {
      throw ValidationError("--at-step needs --resume")
    }
  }

  private var ownGiven: [String] {
    let all: [(String, Bool)] = [
      ("--rate", rate != nil), ("--validate-every", validateEvery != nil),
      ("--checkpoint-every", checkpointEvery != nil), ("--dry-run", dryRun),
    ]
    return all.filter(\.1).map(\.0)
  }

  /// The peak rate that was given: nil when it is to be searched for or was left out.
  ///
  /// - Throws: `UsageError` for anything else than a positive number or `find`.
  public func givenRate() throws -> Double? {
    guard let rate, rate != "find" else { return nil }
    guard let value = Double(rate), value > 0, value.isFinite else {
      throw UsageError("--rate must be a positive number or 'find'; received '\(rate)'")
    }
    return value
  }

  /// Reads every notation, so that a mistake is told before anything is started.
  public func checkNotations() throws {
    _ = try training.parsedSchedule()
    _ = try training.parsedOptimizer()
    _ = try givenRate()
    _ = try validateEvery.map { try Span($0) }
    _ = try checkpointEvery.map { try Span($0) }
  }
}

/// `anneal fit`.
public struct FitCommand: ParsableCommand {
  /// What `anneal fit --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Find a learning rate, plan the run, train, record and report.",
    discussion: """
      Examples:
        anneal fit digits
        anneal fit mnist --epochs 3 --seed 7
        anneal fit boston --optimizer 'sgd(momentum: 0.9)' --rate 0.02
        anneal fit digits --schedule 'oneCycle(peak: 5e-3)'
        anneal fit --resume digits-1

      Ctrl-C ends the step, writes a checkpoint, and says how to go on. With --json each line is
      an object, and the last one holds run, task, optimizer, schedule, rate, validation, steps
      and seconds.
      """)

  /// What is asked.
  @OptionGroup public var options: FitOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Checks what can be checked without the engine, and hands over to it.
  public mutating func run() throws {
    try options.checkNotations()
    try EngineLauncher.launch()
  }
}
