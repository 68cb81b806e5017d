package import Foundation

/// A growing file that gets its name once it is whole, such as a download's `.NAME.part`.
package final class PartFile {
  /// Where the file grows.
  package let url: URL
  /// The bytes written so far, in this process or before.
  package private(set) var size: Int
  private var descriptor: Int32

  /// Opens the file that an interrupted download left, or an empty one.
  package init(at url: URL) throws {
    self.url = url
    descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    size = 0
    guard descriptor >= 0 else { throw Self.fault(url, errno) }
    size = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Forgets everything received.
  package func restart() throws {
    guard ftruncate(descriptor, 0) == 0 else { throw Self.fault(url, errno) }
    size = 0
  }

  /// Writes `data` behind what is there.
  package func append(_ data: Data) throws {
    try data.withUnsafeBytes { raw in
      var offset = 0
      while offset < raw.count {
        let count = write(descriptor, raw.baseAddress! + offset, raw.count - offset)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Self.fault(url, count < 0 ? errno : ENOSPC) }
        offset += count
      }
    }
    size += data.count
  }

  /// Brings the content to the disk, then gives the file its name, atomically.
  package func moveIntoPlace(_ destination: URL) throws {
    guard fsync(descriptor) == 0 else { throw Self.fault(url, errno) }
    guard rename(url.path, destination.path) == 0 else { throw Self.fault(destination, errno) }
  }

  /// Deletes the file.
  package func remove() { unlink(url.path) }

  /// The error for a failed system call on `url`.
  static func fault(_ url: URL, _ code: Int32) -> DataFileError {
    let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
    return DataFileError(
      isFull ? .diskFull : .inputOutput, file: url.path,
      requirement: isFull ? "the disk must have room for the file" : "the file must be writable",
      received: "\"\(String(cString: strerror(code)))\"",
      advice: isFull
        ? "free some space, or set XDG_CACHE_HOME to a folder on another disk"
        : "set XDG_CACHE_HOME to a folder you may write, or ANNEAL_DATA to one that has the data")
  }
}
