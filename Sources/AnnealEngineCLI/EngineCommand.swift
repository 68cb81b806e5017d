internal import Anneal
internal import AnnealCLI
public import ArgumentParser
internal import Foundation

/// The commands of `anneal` that train, as `anneal` hands them over.
public struct EngineCommand: ParsableCommand {
  /// It speaks as `anneal`.
  public static let configuration = CommandConfiguration(
    commandName: "anneal",
    abstract: "The part of anneal that trains; start it through 'anneal'.",
    version: AnnealCommand.version,
    subcommands: [
      EngineFitCommand.self, EngineFindCommand.self, EngineCompareCommand.self,
      EngineTasksCommand.self,
    ])

  /// Prints the help.
  public init() {}

  /// What is set once for the process, before any command. It ends the process where limits leave too
  /// little to start anything with.
  public static func prepareProcess() {
    // A reader that goes away does not end a training.
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
