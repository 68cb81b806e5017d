public import Foundation

/// Keeps two processes from training one run at a time.
///
/// The lock is the operating system's (`flock`) on the file `lock` in the run's folder; the system
/// releases it when the process ends, for any reason.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of the run in `folder`, which is created if it is missing.
  ///
  /// - Throws: ``RunsError`` of kind `locked` when another process trains the run.
  public init(folder: URL) throws {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = Self.path(in: folder)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw RunsError.system(errno, path) }
    let start = ContinuousClock.now
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      guard code == EWOULDBLOCK else { throw RunsError.system(code, path) }
      // A process that only checks whether the run trains holds the lock for an instant.
      if ContinuousClock.now - start < .milliseconds(500) {
        usleep(10_000)
        continue
      }
      throw RunsError(
        .locked, "run '\(folder.lastPathComponent)'",
        requirement: "one process may train a run at a time", received: "a second one",
        advice: "wait for the other, or stop it")
    }
  }

  deinit {
    // A child process that was just forked may still hold the descriptor, so closing it would not
    // release the lock.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Whether a process has the lock of the run in `folder`; nil if the file system has no locks.
  static func isHeld(in folder: URL) -> Bool? {
    let descriptor = open(path(in: folder), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
      flock(descriptor, LOCK_UN)
      return false
    }
    return errno == EWOULDBLOCK ? true : nil
  }

  private static func path(in folder: URL) -> String {
    folder.appendingPathComponent("lock").path
  }
}
