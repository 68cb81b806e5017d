package import Foundation

/// Files that survive the end of the process, or of the machine, as they were written.
package enum DurableFile {
  /// Replaces the file as a whole.
  ///
  /// - Throws: ``ProgramError`` in the system's words.
  package static func write(_ text: String, to url: URL) throws {
    let partial = url.path + ".partial"
    do {
      try fill(partial, text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
    } catch {
      unlink(partial)
      throw error
    }
    guard rename(partial, url.path) == 0 else {
      throw ProgramError.file(url.path, "write", errno)
    }
  }

  /// Adds a line at the end, after a torn one was cut off.
  ///
  /// - Throws: ``ProgramError`` in the system's words.
  package static func append(line: String, to url: URL) throws {
    try fill(url.path, line + "\n", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC)
  }

  /// The whole lines of a file, which loses a last one without an end; none if it is not there.
  package static func wholeLines(of url: URL) throws -> [String] {
    guard let data = try? Data(contentsOf: url) else { return [] }
    let whole = data.lastIndex(of: 10).map { data[...$0] } ?? Data()
    if whole.count < data.count, truncate(url.path, off_t(whole.count)) != 0 {
      throw ProgramError.file(url.path, "write", errno)
    }
    return whole.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func fill(_ path: String, _ text: String, _ flags: Int32) throws {
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw ProgramError.file(path, "write", errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ProgramError.file(path, "write", count < 0 ? errno : ENOSPC) }
      rest = rest.dropFirst(count)
    }
    if fsync(descriptor) != 0, ![EINVAL, EROFS, ENOTSUP].contains(errno) {
      throw ProgramError.file(path, "write", errno)
    }
  }
}
