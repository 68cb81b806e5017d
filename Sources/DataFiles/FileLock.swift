import Foundation

/// Keeps two processes, or two tasks, from downloading the same file at the same time.
///
/// The lock is the operating system's (`flock`), so that it ends with its process; the file that
/// carries it is removed on release.
final class FileLock {
  private let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// Waits for the lock that the file at `url` carries; cancelling the task ends the wait.
  static func acquire(_ url: URL) async throws -> FileLock {
    while true {
      if let lock = try attempt(url) { return lock }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private static func attempt(_ url: URL) throws -> FileLock? {
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw PartFile.fault(url, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK || code == EINTR { return nil }
      throw PartFile.fault(url, code)
    }
    // The previous holder of the lock may have removed the file of this descriptor.
    var (held, named) = (stat(), stat())
    guard fstat(descriptor, &held) == 0, stat(url.path, &named) == 0, held.st_ino == named.st_ino
    else {
      close(descriptor)
      return nil
    }
    return FileLock(path: url.path, descriptor: descriptor)
  }
}
