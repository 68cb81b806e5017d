public import ArgumentParser

/// `anneal runs`.
public struct RunsCommand: ParsableCommand {
  /// What `anneal runs --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List and show recorded runs.",
    discussion: """
      Examples:
        anneal runs
        anneal runs show latest
      """,
    subcommands: [RunsListCommand.self, RunsShowCommand.self],
    defaultSubcommand: RunsListCommand.self)

  /// Lists the runs.
  public init() {}
}
