public import ArgumentParser

/// `anneal schedule`.
public struct ScheduleCommand: ParsableCommand {
  /// What `anneal schedule --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Look at schedules: plot, values, list.",
    discussion: """
      A schedule is written as in Swift: cosine(from: 3e-4, to: 0).warmup(5%). Lengths are steps
      (500), epochs (5ep) or a share of the run (5%).
      """,
    subcommands: [SchedulePlotCommand.self, ScheduleValuesCommand.self, ScheduleListCommand.self])

  /// Prints the help.
  public init() {}
}

/// The run that a schedule is resolved for.
public struct RunLengthOptions: ParsableArguments {
  /// The length of the run.
  @Option(help: ArgumentHelp("The length of the run in updates.", valueName: "number"))
  public var steps: Int?

  /// The length of an epoch.
  @Option(help: ArgumentHelp("The length of an epoch in updates.", valueName: "number"))
  public var epochLength: Int?

  /// The options' defaults.
  public init() {}

  /// Checks ranges.
  public func validate() throws {
    try TrainingOptions.check("--steps", steps.map(Double.init))
    try TrainingOptions.check("--epoch-length", epochLength.map(Double.init))
  }
}
