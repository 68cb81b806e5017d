public import ArgumentParser

/// `anneal scale`.
public struct ScaleCommand: ParsableCommand {
  /// What `anneal scale --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "How the best rate changes with the batch size, the width and the depth.",
    discussion: """
      Examples:
        anneal scale batch --rate 3e-3 --from 32 --to 256 --noise-scale 400
        anneal scale batch digits --rate 3e-3 --to 256
        anneal scale width --rate 3e-3 --from 32 --to 256
        anneal scale check prices.csv --model 'mlp(hidden: [32, 32])'
        anneal fit prices.csv --rate 3e-3 \\
          --model 'mlp(hidden: [256, 256]).muP(base: mlp(hidden: [32, 32]))'
      """,
    subcommands: [ScaleBatchCommand.self, ScaleWidthCommand.self, ScaleCheckCommand.self])

  /// Prints the help.
  public init() {}
}
