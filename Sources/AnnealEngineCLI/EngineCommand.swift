internal import Anneal
internal import AnnealCLI
public import ArgumentParser
internal import Foundation

/// The commands of `anneal` that train; `anneal` forwards them.
public struct EngineCommand: ParsableCommand {
  /// The name and version are those of `anneal`.
  public static let configuration = CommandConfiguration(
    commandName: "anneal",
    abstract: "The part of anneal that trains; start it through 'anneal'.",
    version: AnnealCommand.version,
    subcommands: [
      EngineFitCommand.self, EnginePredictCommand.self, EngineEvaluateCommand.self,
      EngineGenerateCommand.self, EngineFindCommand.self, EngineAdviseCommand.self,
      EngineScaleCommand.self,
      EngineCompareCommand.self, EngineTasksCommand.self, EngineProbeCommand.self,
      EngineRunsCommand.self,
    ])

  /// Creates a command that prints the help.
  public init() {}

  /// Prepares the process before any command. Ends the process if resource limits leave too little
  /// to start anything.
  public static func prepareProcess() {
    // A closed output pipe does not end a training.
    signal(SIGPIPE, SIG_IGN)
    do {
      try Engine.checkThreads(4)
      try Engine.checkMemory(256 << 20)
    } catch {
      CommandRunner.end(with: error, Self.self)
    }
    Engine.tuneAllocator()
  }
}
