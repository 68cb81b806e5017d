public import ArgumentParser

/// `anneal optimizers`.
public struct OptimizersCommand: ParsableCommand {
  /// What `anneal optimizers --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "optimizers", abstract: "List optimizers, and draw their paths on test functions.",
    discussion: """
      An optimizer is written as in Swift: adamw(weightDecay: 0.1).lookahead(k: 5).

      Examples:
        anneal optimizers list
        anneal optimizers trace adamw --function rosenbrock --rate 0.1 --svg path.svg
        anneal compare digits --optimizer adamw --optimizer lion
      """,
    subcommands: [OptimizersListCommand.self, OptimizersTraceCommand.self])

  /// Prints the help.
  public init() {}
}
