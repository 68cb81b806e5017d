public import ArgumentParser

/// The options of `anneal generate`.
public struct GenerateOptions: ParsableArguments {
  /// The model.
  @OptionGroup public var model: TrainedModelOptions

  /// The beginning of the text.
  @Option(
    help: ArgumentHelp(
      "The text to go on from (default: a new line).", valueName: "text"))
  public var prompt = "\n"

  /// The number of tokens.
  @Option(
    help: ArgumentHelp("The number of tokens to write.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var tokens = 500

  /// The temperature.
  @Option(
    help: ArgumentHelp(
      "Below 1 more predictable, above 1 more surprising; 0 takes the likeliest token.",
      valueName: "number"), transform: OptionValue.notNegative)
  public var temperature = 1.0

  /// The number of tokens to draw from.
  @Option(
    help: ArgumentHelp("Draw from this many likeliest tokens.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var topK: Int?

  /// The probability of the tokens to draw from.
  @Option(
    help: ArgumentHelp(
      "Draw from the likeliest tokens that have this probability together, such as 0.9.",
      valueName: "fraction"), transform: OptionValue.fraction)
  public var topP: Double?

  /// The seed.
  @Option(
    help: ArgumentHelp("The seed of the draws.", valueName: "number"), transform: OptionValue.seed)
  public var seed: UInt64 = 0

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// Creates the options with their defaults.
  public init() {}
}

/// `anneal generate`.
public struct GenerateCommand: ParsableCommand {
  /// What `anneal generate --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write text with a model that was trained on running text.",
    discussion: """
      The prompt and the text go to standard output, as they are written; the number
      of tokens per second goes to standard error. The same seed writes the same text.
      Ctrl-C ends it after the current token with exit code 130.

      With --json, each line is an object with 'text'; the last one has the keys run,
      step, prompt, text, tokens, seconds, tokensPerSecond.

      Examples:
        anneal generate latest --prompt 'ROMEO:' --temperature 0.8
        anneal generate latest --top-k 10 --top-p 0.9 --tokens 2000 --seed 7
        anneal generate book-1 --tokens 20000 > chapter.txt
      """)

  /// The options.
  @OptionGroup public var options: GenerateOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine.
  public mutating func run() throws { try EngineLauncher.launch() }
}
