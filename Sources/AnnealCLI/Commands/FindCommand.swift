public import ArgumentParser

/// The options of `anneal find`.
public struct FindOptions: ParsableArguments {
  /// The task's name.
  @Argument(
    help: "A task, or a table, text or folder of your own; 'anneal tasks' lists them.",
    completion: Completions.tasks)
  public var task: String

  /// How the rate is searched for.
  @Option(
    help: ArgumentHelp(
      "trials, or a range test: steepest, valley, slide or minimum/10 as in fastai, lightning, "
        + "smith or torch-lr-finder (default: trials).", valueName: "name"),
    completion: .list(SearchMethod.words), transform: OptionValue.searchMethod)
  package var by = SearchMethod.trials

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// The file for a chart of the search.
  @OptionGroup public var picture: PictureOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// Checks that no option is without effect.
  public func validate() throws {
    guard by != .trials, training.budget != nil else { return }
    throw ValidationError("--budget is that of a search by trials; leave out --budget or --by")
  }
}

/// `anneal find`.
public struct FindCommand: ParsableCommand {
  /// What `anneal find --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find the peak learning rate of a run, and show how it was found.",
    discussion: """
      Short trainings at several rates, compared by the loss on fixed validation
      examples; the best three go on, and cool down if the schedule does. It takes
      about a sixth of the run's steps, of short runs more. Nothing is recorded.
      With --by, a range test of up to 100 steps as another package makes it.

      Examples:
        anneal find digits
        anneal find mnist --epochs 3 --svg search.svg
        anneal find digits --optimizer 'sgd(momentum: 0.9)' --json
        anneal find digits --by valley
      """)

  /// The options.
  @OptionGroup public var options: FindOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine, after parsing has checked the arguments.
  public mutating func run() throws {
    try options.picture.check(beside: options.output)
    try EngineLauncher.launch()
  }
}
