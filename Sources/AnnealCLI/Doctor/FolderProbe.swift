internal import Charts
internal import Foundation

/// Whether a folder can be read and written, and how much room it has.
struct FolderProbe {
  /// The path as it was given.
  let path: String

  /// Whether there is something of this name.
  var exists: Bool { access(path, F_OK) == 0 || errno != ENOENT }

  /// The system's code if it cannot be listed, or is no folder.
  var readingFault: Int32? {
    guard let stream = opendir(path) else { return errno }
    closedir(stream)
    // Files in it can be opened only if it can be searched.
    return access(path, X_OK) == 0 ? nil : errno
  }

  /// The system's code if no file of 64 KB can be written in it.
  ///
  /// The file is written in fact, and removed: permissions do not tell of a full disk or of a quota.
  var writingFault: Int32? {
    var name = Array("\(path)/.anneal-doctor-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return errno }
    unlink(name)
    defer { close(descriptor) }
    return writeAll([UInt8](repeating: 1, count: 64 << 10), to: descriptor)
  }

  /// The bytes that are free for this user, or nil where the system does not tell.
  var freeBytes: Int? {
    var system = statvfs()
    guard statvfs(path, &system) == 0 else { return nil }
    let (bytes, isTooLarge) = UInt64(system.f_bavail).multipliedReportingOverflow(
      by: UInt64(system.f_frsize))
    return isTooLarge ? .max : Int(clamping: bytes)
  }

  /// The nearest folder that exists, on the way up from one that does not.
  var nearestParent: FolderProbe {
    var url = URL(fileURLWithPath: path)
    repeat {
      url.deleteLastPathComponent()
    } while url.path != "/"
      && !FolderProbe(path: url.path).exists
    return FolderProbe(path: url.path)
  }

  /// `12.3 GB` or `512 MB`.
  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000_000
      ? "\(bytes / 1_000_000) MB" : "\(fixed(Double(bytes) / 1e9, decimals: 1)) GB"
  }
}
