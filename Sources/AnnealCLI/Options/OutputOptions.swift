public import ArgumentParser

/// How a command answers.
public struct OutputOptions: ParsableArguments {
  /// Whether to answer in JSON.
  @Flag(name: .long, help: "Answer in JSON, for machines.")
  public var json = false

  /// The options' defaults.
  public init() {}
}

/// Where runs are kept.
public struct RunsOptions: ParsableArguments {
  /// The folder of the runs.
  @Option(name: .customLong("runs"), help: "The folder that keeps the runs.")
  public var folder = "runs"

  /// The options' defaults.
  public init() {}
}
