public import ArgumentParser
public import LearningRate
public import Records

/// The options of `anneal fit`.
public struct FitOptions: ParsableArguments {
  /// The task.
  @Argument(
    help: "The task, such as digits or 'digits(width: 2)'; 'anneal tasks' lists them.",
    completion: Completions.tasks)
  public var task: String?

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// The peak rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The peak rate: a number, or 'find' to search for it.",
      discussion: "Without a --schedule it is searched for when left out.", valueName: "rate"),
    transform: OptionValue.peakRate)
  public var rate: FitConfiguration.Peak?

  /// The interval between measurements on held-out data.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Measure on the held-out data this often: 100, 1ep, 5% (default: 1ep).", valueName: "length"),
    transform: FitOptions.interval)
  public var validateEvery: Length?

  /// The measure of the best model.
  @Option(
    help: ArgumentHelp(
      "Keep the weights that are best by this measure of the held-out data (default: loss).",
      valueName: "measure"))
  public var best: String?

  /// The interval between checkpoints.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write a checkpoint this often, and every minute: 100, 1ep, 5% (default: 10%).",
      valueName: "length"), transform: FitOptions.interval)
  public var checkpointEvery: Length?

  /// The interval between measurements of layers.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Record gradient, update and weight sizes of each layer this often (default: 1%).",
      valueName: "length"), transform: FitOptions.interval)
  public var layersEvery: Length?

  /// The folder of event files.
  @Option(
    help: ArgumentHelp(
      "Write event files for TensorBoard into this folder, in one of its own for each run.",
      valueName: "folder"), completion: .directory, transform: OptionValue.path)
  public var tensorboard: String?

  /// The run to resume.
  @OptionGroup public var resumption: ResumeOptions

  /// Whether to show the plan only.
  @Flag(help: "Show the resolved plan, and train nothing.")
  public var dryRun = false

  /// The folder of the runs.
  @OptionGroup public var runs: RunsOptions
  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// Checks which options go together.
  public func validate() throws {
    if let run = resumption.repeated {
      let given =
        (task.map { ["task '\($0)'"] } ?? []) + training.settingsGiven + training.changesGiven
        + training.planGiven + ownGiven + (dryRun ? ["--dry-run"] : [])
      guard given.isEmpty else {
        throw ValidationError(
          "--repeat \(run) uses the run's own settings; leave out "
            + given.joined(separator: ", "))
      }
      return
    }
    guard let run = resumption.run else {
      guard task == nil else { return }
      throw ValidationError("a task or --resume must be given; 'anneal tasks' lists the tasks")
    }
    // Another schedule or length is checked later, when those of the run are known.
    let given = (task.map { ["task '\($0)'"] } ?? []) + training.settingsGiven + ownGiven
    guard given.isEmpty else {
      throw ValidationError(
        "--resume \(run) uses the run's own settings; leave out "
          + given.joined(separator: ", "))
    }
  }

  private var ownGiven: [String] {
    let all: [(String, Bool)] = [
      ("--rate", rate != nil), ("--validate-every", validateEvery != nil),
      ("--checkpoint-every", checkpointEvery != nil), ("--best", best != nil),
      ("--layers-every", layersEvery != nil),
    ]
    return all.filter(\.1).map(\.0)
  }

  /// A length above zero.
  private static func interval(_ text: String) throws -> Length {
    let length = try Length(text)
    guard length.amount > 0 else { throw Requirement("must be positive") }
    return length
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
        anneal fit digits --tensorboard logs       then: tensorboard --logdir logs
        anneal fit --resume digits-1
        anneal fit --resume digits-1 --epochs 40 --replan rebase --dry-run
        anneal fit --repeat digits-1

      Ctrl-C ends the current step, writes a checkpoint, says how to resume, and exits
      with code 130. A scheduler's warning or a closed terminal does the same with code
      128 plus the signal's number, and 'anneal steer RUN stop' with 143. A resumed run
      repeats the acts since its checkpoint; --at-step deletes them.

      With --json each line is an object, and the last one holds run, task,
      optimizer, schedule, rate, validation, best, steps and seconds.
      """)

  /// The options.
  @OptionGroup public var options: FitOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine, after parsing has checked the arguments.
  public mutating func run() throws { try EngineLauncher.launch() }
}
