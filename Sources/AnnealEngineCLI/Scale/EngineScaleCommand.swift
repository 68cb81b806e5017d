public import ArgumentParser

/// The part of `anneal scale` that trains.
public struct EngineScaleCommand: ParsableCommand {
  /// Only what `anneal` forwards.
  public static let configuration = CommandConfiguration(
    commandName: "scale", abstract: "Measure how a rate scales.",
    subcommands: [EngineScaleBatchCommand.self, EngineScaleCheckCommand.self])

  /// Created by the argument parser.
  public init() {}
}
