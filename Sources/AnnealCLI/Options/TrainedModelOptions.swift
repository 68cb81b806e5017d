public import ArgumentParser
package import Foundation
internal import Runs

/// The options that name a trained model.
public struct TrainedModelOptions: ParsableArguments {
  /// The run.
  @Argument(
    help: ArgumentHelp("The run's name, 'latest', or the path of its folder.", valueName: "run"),
    completion: Completions.runs)
  public var run: String

  /// Whether to use the best weights.
  @Flag(help: "Use the weights of the best validation in place of the last ones.")
  public var best = false

  /// The folder of the runs.
  @OptionGroup public var runs: RunsOptions

  /// The options' defaults.
  public init() {}

  /// The folder of the run: a folder with checkpoints at this path, or the one of the store.
  ///
  /// - Throws: `CommandError` if there is no such run.
  package func folder() throws -> URL {
    let url = URL(fileURLWithPath: run, isDirectory: true)
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    if isThere, isFolder.boolValue, try CheckpointStore(folder: url, tidies: false).latest() != nil
    {
      return url
    }
    if run.contains("/"), !isThere {
      throw CommandError.usage("there is no folder '\(run)'")
    }
    let store = try runs.store(for: .read)
    return store.folder(of: try runs.record(run, in: store).id)
  }
}
