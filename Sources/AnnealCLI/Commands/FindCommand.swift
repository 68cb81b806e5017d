public import ArgumentParser

/// What `anneal find` is asked.
public struct FindOptions: ParsableArguments {
  /// The task's name.
  @Argument(help: "The task; 'anneal tasks' lists them.", completion: Completions.tasks)
  public var task: String

  /// What decides the training.
  @OptionGroup public var training: TrainingOptions

  /// Where to draw the search.
  @OptionGroup public var picture: PictureOptions

  /// How to answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}
}

/// `anneal find`.
public struct FindCommand: ParsableCommand {
  /// What `anneal find --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find the peak learning rate of a run, and show how it was found.",
    discussion: """
      A ramp of rising rates over a tenth of the run, then three short trainings
      under the real schedule, compressed: a quarter of the run's steps in all.
      Nothing is recorded.

      Examples:
        anneal find digits
        anneal find mnist --epochs 3 --svg search.svg
        anneal find digits --optimizer 'sgd(momentum: 0.9)' --json
      """)

  /// What is asked.
  @OptionGroup public var options: FindOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine: what can be checked without it has been parsed.
  public mutating func run() throws {
    try options.picture.check(beside: options.output)
    try EngineLauncher.launch()
  }
}
