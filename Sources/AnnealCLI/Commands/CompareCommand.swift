public import ArgumentParser
public import Optimizers

/// The options of `anneal compare`.
public struct CompareOptions: ParsableArguments {
  /// The task's name.
  @Argument(
    help: "A task, or a table, text or folder of your own; 'anneal tasks' lists them.",
    completion: Completions.tasks)
  public var task: String

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// The optimizers.
  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "An optimizer to compare, such as 'lion', or 'all'; may be given several times (default: the task's).",
      valueName: "notation"), transform: CompareOptions.optimizers)
  public var optimizer: [[Optimizer]] = []

  /// The seeds.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of seeds, 0 ..< N, on which each optimizer trains.", valueName: "number"),
    transform: OptionValue.wholeNumber(1...1000))
  public var seeds: Int = 5

  /// The rates tried.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Trainings to find the rate of each optimizer; 0 uses its typical rate.",
      valueName: "number"), transform: OptionValue.wholeNumber(0...100))
  public var tries: Int = 5

  /// Whether factors are tried.
  @Flag(
    help: """
      Search for a factor of optimizers that find their own rate, too, instead of 1.
      """)
  public var tuneFactors = false

  /// The options of each training.
  @OptionGroup public var common: CommonTrainingOptions

  /// The file for a chart of the validation losses.
  @OptionGroup public var picture: PictureOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// Checks that there is something to compare, and trainings in which to search for a factor.
  public func validate() throws {
    if optimizer.isEmpty, common.schedules.isEmpty {
      throw ValidationError(
        "compare needs --optimizer or --schedule, each of them as often as you like; received neither"
      )
    }
    if tuneFactors, tries == 0 {
      throw ValidationError("--tune-factors needs trainings to try; received --tries 0")
    }
  }

  /// The optimizers to compare, in the given order.
  public var optimizers: [Optimizer] { optimizer.flatMap { $0 } }

  private static func optimizers(_ text: String) throws -> [Optimizer] {
    text == "all" ? OptimizerCatalogue.family : [try Optimizer(text)]
  }
}

/// `anneal compare`.
public struct CompareCommand: ParsableCommand {
  /// What `anneal compare --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Train a task with several optimizers or schedules, and rank them with their spread.",
    discussion: """
      Each --optimizer is trained with each --schedule. First, the peak rate of each of
      these is searched for, on a seed that is not compared: at the optimizer's typical
      rate and at rates that differ by factors of 3, with the same number of trainings
      for each. An optimizer that finds its own rate runs at a peak of 1, unless
      --tune-factors is given. Then all train from the same weights, with the data in
      the same order. Nothing is recorded.

      Examples:
        anneal compare digits --optimizer adamw --optimizer lion --seeds 5
        anneal compare boston --optimizer all --json
        anneal compare digits --schedule 'constant(1)' \\
          --schedule 'cosine(from: 1, to: 0).warmup(5%)' --schedule 'oneCycle(peak: 1)'
      """)

  /// The options.
  @OptionGroup public var options: CompareOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine.
  public mutating func run() throws {
    try options.picture.check(beside: options.output)
    try EngineLauncher.launch()
  }
}
