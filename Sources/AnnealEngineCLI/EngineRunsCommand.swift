public import ArgumentParser

/// The part of `anneal runs` that needs the model.
public struct EngineRunsCommand: ParsableCommand {
  /// Only what `anneal` forwards.
  public static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Export the model of a run.",
    subcommands: [EngineRunsExportCommand.self])

  /// Created by the argument parser.
  public init() {}
}
