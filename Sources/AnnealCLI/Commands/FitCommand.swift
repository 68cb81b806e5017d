public import ArgumentParser
public import LearningRate
public import Records

/// The options of `anneal fit`.
public struct FitOptions: ParsableArguments {
  /// The task.
  @Argument(
    help: "A table, text or folder of your own, or a task: 'anneal tasks' lists them.",
    completion: Completions.tasks)
  public var task: String?

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// About how long to train, in seconds.
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Train for about this long; the length in steps is chosen by the measured speed.",
      valueName: "duration"), transform: OptionValue.duration)
  public var duration: Double?

  /// The peak rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The peak learning rate: a number, or 'find' to search for it.",
      discussion: "If neither --rate nor --schedule is given, the rate is searched for.",
      valueName: "rate"),
    transform: OptionValue.peakRate)
  public var rate: FitConfiguration.Peak?

  /// The interval between validations.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The interval between validations: 100 (updates), 1ep, or 5% of the run (default: 1ep).",
      valueName: "length"),
    transform: FitOptions.interval)
  public var validateEvery: Length?

  /// The measure that selects the best model.
  @Option(
    help: ArgumentHelp(
      "The validation measure that selects the best weights to keep (default: loss).",
      valueName: "measure"))
  public var best: String?

  /// The interval between checkpoints.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The interval between checkpoints: 100, 1ep, 5% (default: 10%), or a minute if that is shorter.",
      valueName: "length"), transform: FitOptions.interval)
  public var checkpointEvery: Length?

  /// The interval between measurements of the layers' norms.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The interval between records of each layer's gradient, update and weight norms (default: 1%).",
      valueName: "length"), transform: FitOptions.interval)
  public var layersEvery: Length?

  /// The folder of event files.
  @Option(
    help: ArgumentHelp(
      "Write event files for TensorBoard into this folder, in one of its own for each run.",
      valueName: "folder"), completion: .directory, transform: OptionValue.path)
  public var tensorboard: String?

  /// The run to resume or to repeat.
  @OptionGroup public var resumption: ResumeOptions

  /// Whether to show the learning rates of the run without training.
  @Flag(help: "Show the learning rates of the run, without training.")
  public var dryRun = false

  /// The folder of the runs.
  @OptionGroup public var runs: RunsOptions
  /// The output format.
  @OptionGroup public var output: OutputOptions

  /// Creates the options with their defaults.
  public init() {}

  /// Checks which options may be combined.
  public func validate() throws {
    if duration != nil, training.common.length != nil {
      throw ValidationError(
        "--for and \(training.common.epochs == nil ? "--steps" : "--epochs") both say how long to "
          + "train; leave one out")
    }
    if let run = resumption.repeated {
      if dryRun {
        throw ValidationError("--dry-run cannot show a run that --repeat repeats; leave one out")
      }
      let given =
        (task.map { ["task '\($0)'"] } ?? []) + training.settingsGiven + training.changesGiven
        + training.planGiven + ownGiven
      guard given.isEmpty else {
        throw ValidationError(
          "--repeat \(run) uses the run's own settings; leave out "
            + given.joined(separator: ", "))
      }
      return
    }
    if training.budget != nil, rate == nil ? training.common.schedule != nil : rate != .found {
      throw ValidationError(
        "--budget is that of a search for the rate; leave it out, or say --rate find")
    }
    guard let run = resumption.run else {
      guard task == nil else { return }
      throw ValidationError(
        "a task, --resume or --repeat must be given; 'anneal tasks' lists the tasks")
    }
    // A new schedule or length is compared with the run's when the run has been read.
    let given = (task.map { ["task '\($0)'"] } ?? []) + training.settingsGiven + ownGiven
    guard given.isEmpty else {
      throw ValidationError(
        "--resume \(run) uses the run's own settings; leave out "
          + given.joined(separator: ", "))
    }
  }

  private var ownGiven: [String] {
    data.given.map(\.option) + settingsOfRun
  }

  private var settingsOfRun: [String] {
    let all: [(String, Bool)] = [
      ("--for", duration != nil), ("--rate", rate != nil),
      ("--validate-every", validateEvery != nil),
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
    abstract:
      "Find a learning rate, train on your data or a task, record the run and write a report.",
    discussion: """
      Examples:
        anneal fit prices.csv --target price
        anneal fit photos/ --for 10min
        anneal fit digits
        anneal fit mnist --epochs 3 --seed 7
        anneal fit boston --optimizer 'sgd(momentum: 0.9)' --rate 0.02
        anneal fit digits --schedule 'oneCycle(peak: 5e-3)'
        anneal fit digits --tensorboard logs       then: tensorboard --logdir logs
        anneal fit --resume digits-1
        anneal fit --resume digits-1 --epochs 40 --replan rebase --dry-run
        anneal fit --repeat digits-1

      Ctrl-C ends the run after the current step: it writes a checkpoint, says how
      to resume, and exits with code 130. Other signals, such as TERM from a job
      scheduler or HUP from a closed terminal, do the same with code 128 plus the
      signal's number. 'anneal steer RUN stop' does the same with code 143.

      A resumed run repeats the changes that 'anneal steer' made after its
      checkpoint. With --at-step, these changes are deleted.

      With --json, each line is a JSON object. The last one has the keys run, task,
      optimizer, schedule, rate, validation, best, steps and seconds; if the run was
      stopped, it has event, run and step.
      """)

  /// The options.
  @OptionGroup public var options: FitOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine, after parsing has checked the arguments.
  public mutating func run() throws { try EngineLauncher.launch() }
}
