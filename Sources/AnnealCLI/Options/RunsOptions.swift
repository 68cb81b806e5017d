public import ArgumentParser
internal import Foundation
public import Runs

/// Where runs are kept.
public struct RunsOptions: ParsableArguments {
  /// The folder of the runs.
  @Option(
    name: .customLong("runs"),
    help: ArgumentHelp("The folder that keeps the runs.", valueName: "folder"),
    transform: OptionValue.path)
  public var folder = "runs"

  /// The options' defaults.
  public init() {}

  /// The store, which `create` allows to be a new one.
  ///
  /// - Throws: `UsageError` when there is none and none may be made; `RunsError`.
  public func store(create: Bool = false) throws -> RunStore {
    let url = URL(fileURLWithPath: folder)
    let database = url.appendingPathComponent("runs.sqlite").path
    guard create || FileManager.default.fileExists(atPath: database) else {
      throw UsageError(
        "there are no runs in the folder '\(folder)'; train with 'anneal fit', or name another "
          + "folder with --runs")
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder.boolValue {
      throw UsageError("runs cannot be kept in '\(folder)': it is a file, not a folder")
    }
    return try RunStore(folder: url, create: create)
  }

  /// The run called `name` in `store`, or the newest for `latest`.
  ///
  /// - Throws: `UsageError` with the nearest name when there is none; `RunsError`.
  public func record(_ name: String, in store: RunStore) throws -> RunRecord {
    do { return try store.run(name) } catch let error as RunsError where error.kind == .unknown {
      let hint = error.advice.map { "; \($0)" } ?? "; 'anneal runs' lists them"
      throw UsageError(
        name == "latest"
          ? "there are no runs in the folder '\(folder)' yet; train with 'anneal fit'"
          : "there is no run '\(name)' in the folder '\(folder)'\(hint)")
    }
  }

  /// What a command line needs to find the folder again: nothing for the usual one.
  public var arguments: String { folder == "runs" ? "" : " --runs \(shellQuoted(folder))" }
}

/// `text` as one word of a shell.
package func shellQuoted(_ text: String) -> String {
  let isPlain = text.allSatisfy { letter in
    letter.isASCII && (letter.isLetter || letter.isNumber || "/._-+:@".contains(letter))
  }
  return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
}
