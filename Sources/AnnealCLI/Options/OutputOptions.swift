public import ArgumentParser

/// How a command answers.
public struct OutputOptions: ParsableArguments {
  /// Whether to answer in JSON.
  @Flag(name: .long, help: "Answer in JSON, for machines.")
  public var json = false

  /// The options' defaults.
  public init() {}
}
