internal import Foundation

/// A file that a command writes for the user.
public enum OutputFile {
  /// Sees that a file could be written to `path`, before hours of work.
  ///
  /// - Throws: `UsageError` that names the path.
  public static func check(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw UsageError("cannot write '\(path)': it is a folder")
    }
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw UsageError("cannot write '\(path)': there is no folder '\(folder)'") }
    guard access(folder, W_OK) == 0 else {
      throw UsageError("cannot write '\(path)': the folder '\(folder)' is not writable")
    }
  }

  /// Writes `text` to `path`, as a whole or not at all: into what a link points to, and straight into
  /// a device or a pipe.
  ///
  /// - Throws: `OutputError` that names the path.
  public static func write(_ text: String, to path: String) throws {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      return try write(text, into: path, O_WRONLY | O_CLOEXEC, named: path)
    }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let temporary = target + ".partial"
    do {
      try write(text, into: temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, named: path)
      guard rename(temporary, target) == 0 else { throw OutputError(path, because: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func write(
    _ text: String, into file: String, _ flags: Int32, named path: String
  ) throws {
    let descriptor = open(file, flags, 0o644)
    guard descriptor >= 0 else { throw OutputError(path, because: errno) }
    defer { close(descriptor) }
    try Array(text.utf8).withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw OutputError(path, because: errno) }
        rest = rest.dropFirst(count)
      }
    }
  }
}

/// Something that could not be written, in one sentence.
struct OutputError: Error, CustomStringConvertible {
  let description: String

  /// `code` is the system's.
  init(_ name: String, because code: Int32) {
    let reason = String(cString: strerror(code))
    description = "cannot write \(name): \(reason.prefix(1).lowercased())\(reason.dropFirst())"
  }
}
