public import ArgumentParser

/// The options of the search for a translation.
public struct TranslationOptions: ParsableArguments {
  /// The number of beams.
  @Option(
    help: ArgumentHelp(
      "For translations: keep this many beginnings in the search; 1 is the fastest (default: 5).",
      valueName: "number"), transform: OptionValue.wholeNumber(1...1000))
  public var beams: Int?

  /// The exponent of the length in the score.
  @Option(
    help: ArgumentHelp(
      "For translations: divide log P by ((5 + tokens)/6) to this power; more gives longer ones "
        + "(default: 0.6).", valueName: "number"), transform: OptionValue.notNegative)
  public var lengthPenalty: Double?

  /// Creates the options with their defaults.
  public init() {}
}
