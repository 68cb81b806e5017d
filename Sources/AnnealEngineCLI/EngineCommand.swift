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
    subcommands: [FitWork.self, FindWork.self, CompareWork.self, TasksWork.self])

  /// Prints the help.
  public init() {}

  /// What is set once for the process, before any command.
  public static func prepareProcess() {
    Engine.tuneAllocator()
    // A full disk or a limit on the size of files is an error to report, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
  }
}
