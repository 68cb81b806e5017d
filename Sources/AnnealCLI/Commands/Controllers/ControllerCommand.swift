public import ArgumentParser

/// `anneal controller`.
public struct ControllerCommand: ParsableCommand {
  /// What `anneal controller --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "controller", abstract: "Try a controller of the rate on a run that was logged.",
    discussion: """
      Examples:
        anneal controller replay metrics.csv --controller 'plateau(patience: 4)' \\
          --series val_loss
        anneal schedule list       every controller, beside shapes and modifiers
      """,
    subcommands: [ControllerReplayCommand.self])

  /// Prints the help.
  public init() {}
}
