public import ArgumentParser

/// The options of `anneal predict`.
public struct PredictOptions: ParsableArguments {
  /// The model.
  @OptionGroup public var model: TrainedModelOptions

  /// The input.
  @Argument(
    help: ArgumentHelp("A file or folder like the one that was trained on.", valueName: "input"),
    completion: .file(), transform: OptionValue.path)
  public var input: String

  /// The file to write.
  @Option(
    help: ArgumentHelp(
      "Write the predictions into this file (default: standard output).", valueName: "file"),
    completion: .file(), transform: OptionValue.path)
  public var output: String?

  /// The probability of an interval around each number.
  @Option(
    help: ArgumentHelp(
      "For a number: add an interval that holds this fraction of the held-out targets, such as 90%.",
      valueName: "fraction"), transform: OptionValue.fraction)
  public var interval: Double?

  /// The search for translations.
  @OptionGroup public var translation: TranslationOptions

  /// Creates the options with their defaults.
  public init() {}
}

/// `anneal predict`.
public struct PredictCommand: ParsableCommand {
  /// What `anneal predict --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predict with a model that was trained on your own data.",
    discussion: """
      Writes the input's columns and 'prediction'; for classes also 'probability CLASS'
      for each class, for numbers with --interval 'prediction low' and 'prediction high'.
      The columns may be in another order, and others may be added. The run's folder may
      have been moved; 'held-out.csv' in it holds the rows that were not trained on.

      A model that translates writes a line for each line of a text: the translation of
      the sentence, or nothing for an empty line.

      Examples:
        anneal predict latest new.csv
        anneal predict prices-1 new.csv --output priced.csv --interval 90%
        anneal predict photos-2 folder/
        anneal predict translate-1 letter.en --output letter.de
        anneal predict /backup/runs/prices-1 new.csv
      """)

  /// The options.
  @OptionGroup public var options: PredictOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine.
  public mutating func run() throws { try EngineLauncher.launch() }
}
