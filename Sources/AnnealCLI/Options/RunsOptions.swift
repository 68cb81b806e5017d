public import ArgumentParser
internal import Foundation
public import Runs

/// The folder of the runs.
public struct RunsOptions: ParsableArguments {
  /// The folder of the runs.
  @Option(
    name: .customLong("runs"),
    help: ArgumentHelp("The folder that keeps the runs.", valueName: "folder"),
    completion: .directory,
    transform: OptionValue.path)
  public var folder = "runs"

  /// The options' defaults.
  public init() {}

  /// How long commands wait for a locked database, in seconds: commands that write wait longer,
  /// since their work would be lost.
  private static let (readingPatience, writingPatience) = (5.0, 20.0)

  /// The store, opened for this.
  ///
  /// - Throws: `CommandError` when it does not exist and must not be created; `RunsError`.
  public func store(for access: RunStore.Access) throws -> RunStore {
    guard folder.hasPrefix("/") || WorkingDirectory.exists else {
      throw CommandError.usage("there is no folder '\(folder)': \(WorkingDirectory.fault)")
    }
    var status = stat()
    if stat(folder, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw CommandError.usage("runs cannot be kept in '\(folder)': it is a file, not a folder")
    }
    do {
      return try RunStore(
        folder: URL(fileURLWithPath: folder), for: access,
        busyTimeout: access == .read ? Self.readingPatience : Self.writingPatience)
    } catch let error as RunsError where error.kind == .unknown {
      throw CommandError.usage(
        "there are no runs in the folder '\(folder)'; train with 'anneal fit', or name another "
          + "folder with --runs")
    }
  }

  /// The run called `name` in `store`, or the newest for `latest`.
  ///
  /// - Throws: `CommandError` with the nearest name when there is none; `RunsError`.
  public func record(_ name: String, in store: RunStore) throws -> RunRecord {
    do { return try store.run(name) } catch let error as RunsError where error.kind == .unknown {
      let hint = error.advice.map { "; \($0)" } ?? "; 'anneal runs' lists them"
      throw CommandError.usage(
        name == "latest"
          ? "there are no runs in the folder '\(folder)' yet; train with 'anneal fit'"
          : "there is no run '\(name)' in the folder '\(folder)'\(hint)")
    }
  }

  /// The arguments with which a command finds this folder; empty for the default folder.
  public var arguments: String { folder == "runs" ? "" : " --runs \(shellQuoted(folder))" }
}

/// `text` as one word of a shell.
package func shellQuoted(_ text: String) -> String {
  let isPlain = text.allSatisfy { letter in
    letter.isASCII && (letter.isLetter || letter.isNumber || "/._-+:@".contains(letter))
  }
  return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
}
