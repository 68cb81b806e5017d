public import ArgumentParser

/// The length of the run for which a schedule is resolved.
public struct RunLengthOptions: ParsableArguments {
  /// The length of the run.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The length of the run in updates (default: 1000; for values 100, or up to the last of --at).",
      valueName: "number"), transform: OptionValue.wholeNumber())
  public var steps: Int?

  /// The length of an epoch.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The length of an epoch in updates, for lengths such as 5ep.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var epochLength: Int?

  /// The options' defaults.
  public init() {}
}
