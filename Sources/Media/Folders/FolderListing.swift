internal import DataFiles
internal import Foundation

/// The files of some types below a folder, with what was passed over.
struct FolderListing: Sendable {
  /// Paths relative to the folder, in the order of their bytes, in each folder files and folders
  /// mixed.
  private(set) var paths: [String] = []
  /// The names of the folders directly below, without hidden ones, in the order of their bytes.
  private(set) var folders: [String] = []
  /// The relative paths of folders with a store of runs, which are no data.
  private(set) var runs: [String] = []
  /// The number of names that start with a dot, and of folders `__MACOSX`.
  private(set) var hiddenCount = 0
  /// The relative paths of files of other types.
  private(set) var others: [String] = []

  private let root: URL
  private let extensions: Set<String>

  /// Lists the files below `root` whose name ends in one of `extensions`, in lower or upper case.
  /// Links are followed.
  ///
  /// - Throws: ``DataFileError`` when a folder cannot be read, a link to such a file leads nowhere,
  ///   or a link leads back to a folder that it lies in.
  init(_ root: URL, extensions: Set<String>) throws {
    self.root = root
    self.extensions = extensions
    try visit("", above: [])
  }

  private mutating func visit(_ relative: String, above: [FileIdentity]) throws {
    let folder = absolute(relative)
    let identity = try FileIdentity(folder)
    guard identity.kind == S_IFDIR else {
      throw DataFileError(
        .missing, file: folder, requirement: "must be a folder", received: "a file")
    }
    guard !above.contains(identity) else {
      throw DataFileError(
        file: folder, requirement: "a link must not lead to a folder that it lies in",
        received: "a loop", advice: "remove the link")
    }
    for name in try names(in: folder) {
      let path = relative.isEmpty ? name : relative + "/" + name
      if name.hasPrefix(".") || name == "__MACOSX" {
        hiddenCount += 1
        continue
      }
      let isWanted = extensions.contains((name as NSString).pathExtension.lowercased())
      switch isWanted
        ? try FileIdentity(absolute(path)).kind : try? FileIdentity(absolute(path)).kind
      {
      case S_IFDIR where access(absolute(path) + "/runs.sqlite", F_OK) == 0:
        runs.append(path)
      case S_IFDIR:
        if relative.isEmpty { folders.append(name) }
        try visit(path, above: above + [identity])
      case S_IFREG where isWanted:
        paths.append(path)
      default:
        others.append(path)
      }
    }
  }

  private func absolute(_ relative: String) -> String {
    relative.isEmpty ? root.path : root.path + "/" + relative
  }

  private func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw DataFileError.refused(
        URL(fileURLWithPath: folder), "the folder must be readable", error)
    }
  }

  /// Leaves the file at `url`, which is not passed over but read for itself, out of the others.
  mutating func exclude(_ url: URL) {
    let path = url.standardizedFileURL.path
    others = others.filter {
      URL(fileURLWithPath: absolute($0)).standardizedFileURL.path != path
    }
  }

  /// One sentence on what was passed over, or nil where nothing was.
  var note: String? {
    var parts: [String] = []
    if let first = runs.first { parts.append("the runs in '\(first)'") }
    if hiddenCount > 0 { parts.append("\(hiddenCount) hidden") }
    if let first = others.first {
      parts.append("\(others.count) of other types, such as '\(first)'")
    }
    return parts.isEmpty ? nil : "files ignored in \(root.path): " + parts.joined(separator: ", ")
  }
}

/// What the system says of a file, links followed.
private struct FileIdentity: Equatable {
  let device: UInt64
  let number: UInt64
  let kind: mode_t

  init(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      throw DataFileError(
        code == ENOENT ? .missing : .inputOutput, file: path,
        requirement: "must be there and readable",
        received: "\"\(String(cString: strerror(code)))\"",
        advice: code == ELOOP ? "remove the link, which leads to itself" : nil)
    }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
    kind = status.st_mode & S_IFMT
  }
}
