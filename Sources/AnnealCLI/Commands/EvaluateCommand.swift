public import ArgumentParser

/// The options of `anneal evaluate`.
public struct EvaluateOptions: ParsableArguments {
  /// The model.
  @OptionGroup public var model: TrainedModelOptions

  /// The examples.
  @Argument(
    help: ArgumentHelp(
      "Labelled data like the one that was trained on (default: the run's held-out examples).",
      valueName: "input"),
    completion: .file(), transform: OptionValue.path)
  public var input: String?

  /// The search for translations.
  @OptionGroup public var translation: TranslationOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// Creates the options with their defaults.
  public init() {}
}

/// `anneal evaluate`.
public struct EvaluateCommand: ParsableCommand {
  /// What `anneal evaluate --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model that was trained on your own data, on labelled examples.",
    discussion: """
      For a model that translates, the input is a table with the columns 'source' and
      'target'; BLEU and chrF are those of sacreBLEU's defaults.

      Examples:
        anneal evaluate latest
        anneal evaluate prices-1 last-year.csv
        anneal evaluate prices-1 last-year.csv --json
      """)

  /// The options.
  @OptionGroup public var options: EvaluateOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine.
  public mutating func run() throws { try EngineLauncher.launch() }
}
