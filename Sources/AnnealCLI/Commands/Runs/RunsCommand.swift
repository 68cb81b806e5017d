public import ArgumentParser

/// `anneal runs`.
public struct RunsCommand: ParsableCommand {
  /// What `anneal runs --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, show and export recorded runs.",
    discussion: """
      Examples:
        anneal runs
        anneal runs show latest
        anneal runs export latest --to csv --output run.csv
      """,
    subcommands: [RunsListCommand.self, RunsShowCommand.self, RunsExportCommand.self],
    defaultSubcommand: RunsListCommand.self)

  /// Lists the runs.
  public init() {}
}
