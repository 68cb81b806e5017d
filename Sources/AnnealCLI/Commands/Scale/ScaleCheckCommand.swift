public import ArgumentParser

/// `anneal scale check`.
public struct ScaleCheckCommand: ParsableCommand {
  /// What `anneal scale check --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that a network's layers change alike at all widths (coordinate check).",
    discussion: """
      Trains the network at several widths for a few steps at one rate, in the
      usual parametrization and in µP, and shows how much the output of each layer
      has changed. In µP the lines are flat; in the usual parametrization they
      rise, and a rate that was good for the narrow network breaks the wide one.

      Examples:
        anneal scale check prices.csv --model 'mlp(hidden: [32, 32])'
        anneal scale check notes.txt --model 'transformer(width: 32)' --widths 1,2,4
        anneal scale check prices.csv --model 'mlp(hidden: [16])' --svg check.svg
      """)

  /// The options.
  @OptionGroup public var options: ScaleCheckOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine.
  public mutating func run() throws {
    try options.picture.check(beside: options.output)
    try EngineLauncher.launch()
  }
}

/// The options of `anneal scale check`.
public struct ScaleCheckOptions: ParsableArguments {
  /// The data.
  @Argument(help: "A table, text or folder of your own.")
  public var task: String

  /// The factors of the width.
  @Option(
    help: ArgumentHelp(
      "The widths, as factors of the model's (default: 1,2,4,8).", valueName: "numbers"),
    transform: OptionValue.steps)
  public var widths: [Int] = [1, 2, 4, 8]

  /// The rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The rate of all widths (default: the optimizer's typical).", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e100))
  public var rate: Double?

  /// The number of steps.
  @Option(
    name: .customLong("check-steps"), parsing: .unconditional,
    help: ArgumentHelp("The number of steps (default: 5).", valueName: "number"),
    transform: OptionValue.wholeNumber(1...1000))
  public var checkSteps = 5

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// The file for a chart.
  @OptionGroup public var picture: PictureOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// Checks the widths.
  public func validate() throws {
    guard widths.count >= 2, widths.allSatisfy({ $0 >= 1 }), Set(widths).count == widths.count
    else {
      throw ValidationError(
        "--widths must be two or more different factors from 1, such as 1,2,4; received "
          + widths.map(String.init).joined(separator: ","))
    }
    let common = training.common
    let idle = [
      ("--steps", common.steps != nil), ("--epochs", common.epochs != nil),
      ("--budget", training.budget != nil),
    ].first(where: \.1)
    if let idle {
      throw ValidationError("\(idle.0) has no meaning here; --check-steps is the number of steps")
    }
    guard data.model != nil else {
      throw ValidationError("'scale check' needs --model, such as 'mlp(hidden: [32, 32])'")
    }
  }
}
