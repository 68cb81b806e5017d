import Foundation

/// The few system calls that make a write durable, with errors in the system's words.
enum SystemFile {
  /// Writes a new file and brings it to the disk.
  static func write(_ data: Data, to url: URL) throws {
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw RunsError.system(errno, url.path) }
    defer { close(descriptor) }
    try data.withUnsafeBytes { raw in
      var offset = 0
      while offset < raw.count {
        let count = Foundation.write(descriptor, raw.baseAddress! + offset, raw.count - offset)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw RunsError.system(count < 0 ? errno : ENOSPC, url.path) }
        offset += count
      }
    }
    guard fsync(descriptor) == 0 else { throw RunsError.system(errno, url.path) }
  }

  static func makeFolder(_ url: URL) throws {
    guard mkdir(url.path, 0o755) == 0 else { throw RunsError.system(errno, url.path) }
  }

  /// Brings a folder's list of names to the disk.
  static func synchronize(_ folder: URL) throws {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw RunsError.system(errno, folder.path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw RunsError.system(errno, folder.path) }
  }

  /// Syncs the file at `path` to the disk, if it exists.
  static func synchronize(file path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return }
    guard descriptor >= 0 else { throw RunsError.system(errno, path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw RunsError.system(errno, path) }
  }

  static func rename(_ source: URL, to destination: URL) throws {
    guard Foundation.rename(source.path, destination.path) == 0 else {
      throw RunsError.system(errno, destination.path)
    }
  }

  static func remove(_ url: URL) throws {
    do { try FileManager.default.removeItem(at: url) } catch {
      throw RunsError(
        .unwritable, url.path, requirement: "the folder must be removable",
        received: "\"\(error.reason)\"")
    }
  }
}
