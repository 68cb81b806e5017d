internal import Foundation
internal import Runs

extension Finding {
  /// The folder of data sets: what ANNEAL_DATA names, or the cache of downloads.
  static func data(_ probe: EngineProbe) -> Finding {
    let folder = FolderProbe(path: probe.dataFolder)
    let sets = probe.dataSets.sorted { $0.key < $1.key }.map { "\($0.key) is \($0.value)" }
      .joined(separator: ", ")
    guard probe.isUserFolder else { return cache(folder, sets) }
    let title = "\(folder.path), named by ANNEAL_DATA,"
    guard folder.exists else {
      return .wrong(
        "data", "\(title) must be a folder; it is not there",
        remedy: "make it, or unset ANNEAL_DATA to have data downloaded")
    }
    if let code = folder.readingFault {
      return .wrong(
        "data", "\(title) must be readable: \(reason(code))",
        remedy: code == ENOTDIR ? "name a folder" : "change its permissions, or name another")
    }
    return .ok("data", "\(title) is readable; \(sets)")
  }

  private static func cache(_ folder: FolderProbe, _ sets: String) -> Finding {
    let advice = "set XDG_CACHE_HOME to a folder you may write, or ANNEAL_DATA to one with the data"
    if folder.exists, let code = folder.readingFault {
      return .wrong("data", "\(folder.path) must be readable: \(reason(code))", remedy: advice)
    }
    if let code = (folder.exists ? folder : folder.nearestParent).writingFault {
      return .wrong(
        "data", "\(folder.path) must be writable for downloads: \(reason(code))", remedy: advice)
    }
    return .ok(
      "data",
      folder.exists
        ? "\(folder.path) is readable and writable; \(sets)"
        : "\(folder.path) will be made by the first download")
  }

  /// The folder of the runs, and the room for them.
  static func runs(in options: RunsOptions) -> Finding {
    let folder = FolderProbe(path: options.folder)
    let elsewhere = "name another folder with --runs"
    guard options.folder.hasPrefix("/") || WorkingDirectory.exists else {
      return .wrong(
        "runs", "'\(options.folder)' is in no folder; the working directory was removed",
        remedy: "change to another one")
    }
    if folder.exists, let code = folder.readingFault {
      return .wrong(
        "runs", "'\(options.folder)' must be a readable folder: \(reason(code))",
        remedy: code == ENOTDIR ? elsewhere : "change its permissions, or \(elsewhere)")
    }
    let parent = folder.exists ? folder : folder.nearestParent
    if let code = parent.writingFault {
      let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
      return .wrong(
        "runs", "'\(parent.path)' must be writable to keep runs: \(reason(code))",
        remedy: "\(isFull ? "free some space" : "change its permissions"), or \(elsewhere)")
    }
    let free = parent.freeBytes
    if let free, free < neededSpace {
      return .wrong(
        "runs",
        "'\(options.folder)' must have \(FolderProbe.size(neededSpace)) of free space for "
          + "checkpoints; it has \(FolderProbe.size(free))",
        remedy: "free some space, or \(elsewhere)")
    }
    let room = free.map { "\(FolderProbe.size($0)) free" } ?? "free space unknown"
    guard folder.exists else {
      return .ok("runs", "'\(options.folder)' will be made by the first training; \(room)")
    }
    do {
      let runs = try recordedRuns(in: options.folder)
      return .ok("runs", "'\(options.folder)' is writable and has \(count(runs, "run")); \(room)")
    } catch {
      let advice = (error as? RunsError)?.advice
      return .wrong("runs", "\(error)", remedy: advice ?? elsewhere)
    }
  }

  /// The number of runs, 0 before the first.
  private static func recordedRuns(in folder: String) throws -> Int {
    let url = URL(fileURLWithPath: folder)
    guard FolderProbe(path: url.appendingPathComponent("runs.sqlite").path).exists else { return 0 }
    return try RunStore(folder: url, for: .read, busyTimeout: 1).runs().count
  }

  /// Room for the checkpoints of a small model.
  private static let neededSpace = 100_000_000
}
