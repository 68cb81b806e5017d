public import ArgumentParser

/// `anneal tasks`.
public struct TasksCommand: ParsableCommand {
  /// What `anneal tasks --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "tasks", abstract: "List the tasks: data, model and defaults.",
    discussion: """
      Examples:
        anneal tasks
        anneal tasks --json
      """)

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Hands over to the engine, where the tasks' models are.
  public mutating func run() throws { try EngineLauncher.launch() }
}
