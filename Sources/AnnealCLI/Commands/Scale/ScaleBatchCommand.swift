public import ArgumentParser
public import Optimizers
internal import Search

/// `anneal scale batch`.
public struct ScaleBatchCommand: ParsableCommand {
  /// What `anneal scale batch --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Carry a rate over to other batch sizes.",
    discussion: """
      Far below the noise scale of the gradients, the best rate grows with the
      batch size: in proportion for SGD, with its square root for Adam and rules
      like it. Near the noise scale it stops growing; Adam's falls beyond it. With
      a task, the noise scale is measured: at the start and after a twentieth of
      the run. Sources and limits are in docs/scaling.md.

      Examples:
        anneal scale batch --rate 3e-3 --from 32 --to 256 --to 1024
        anneal scale batch --rate 3e-3 --from 32 --to 256 --noise-scale 400
        anneal scale batch digits --rate 3e-3 --to 256
        anneal scale batch --rate 0.05 --from 64 --to 512 \\
          --optimizer 'sgd(momentum: 0.9)' --json
      """)

  /// The options.
  @OptionGroup public var options: ScaleBatchOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the rates, or hands over to the engine, which measures the noise scale of a task.
  public mutating func run() throws {
    guard options.task == nil else { try EngineLauncher.launch() }
    if let option = options.taskOnlyGiven.first {
      throw CommandError.usage(
        "\(option) is for a task; name one, as in 'anneal scale batch digits'")
    }
    guard let from = options.from else {
      throw CommandError.usage(
        "'scale batch' needs --from, the batch size for which the rate is known")
    }
    try BatchScaleAnswer(
      optimizer: options.training.optimizer ?? .adamw(), rate: options.rate, from: from,
      to: options.to, noiseScale: options.noiseScale
    ).show(options.output)
  }
}

/// The options of `anneal scale batch`.
public struct ScaleBatchOptions: ParsableArguments {
  /// The task whose noise scale is measured.
  @Argument(
    help: "A task, or a table, text or folder of your own, whose noise scale is measured.",
    completion: Completions.tasks)
  public var task: String?

  /// The known rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The rate that is good at the first batch size.", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e100))
  public var rate: Double

  /// The batch size of the known rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The batch size of this rate (default: the task's).", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var from: Int?

  /// The other batch sizes.
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Another batch size; may be given several times.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var to: [Int]

  /// The known noise scale.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The noise scale of the gradients in examples, if it is known.", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e100))
  public var noiseScale: Double?

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// Checks that there is something to compute.
  public func validate() throws {
    if task != nil, noiseScale != nil {
      throw ValidationError("--noise-scale is measured for a task; leave out one of them")
    }
    if from != nil, training.common.batchSize != nil {
      throw ValidationError("--batch-size and --from are the same here; leave one of them out")
    }
    if training.budget != nil {
      throw ValidationError("--budget has no meaning here: nothing is searched for")
    }
  }

  /// The given arguments that have a meaning for a task only.
  var taskOnlyGiven: [String] { training.trainingGiven + data.given.map(\.option) }
}
