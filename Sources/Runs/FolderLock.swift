import Foundation

/// Keeps writers of one folder apart, and cleaners away from a writer's hidden files.
///
/// The lock is the operating system's (`flock`) on the folder itself: it needs no file, and it ends
/// with its process.
final class FolderLock {
  /// How long to wait for another process.
  enum Patience {
    case none, seconds(Double), forever
  }

  private let descriptor: Int32

  /// Takes the lock; nil if the folder does not exist, or if another process has the lock and keeps
  /// it for longer than `patience`.
  init?(_ folder: URL, _ patience: Patience) throws {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw RunsError.system(errno, folder.path, writing: false)
    }
    let start = ContinuousClock.now
    var mode = LOCK_EX | LOCK_NB
    if case .forever = patience { mode = LOCK_EX }
    while flock(descriptor, mode) != 0 {
      switch (errno, patience) {
      case (EINTR, _): continue
      case (EWOULDBLOCK, .seconds(let limit)) where ContinuousClock.now - start < .seconds(limit):
        usleep(10_000)
      case (EWOULDBLOCK, _): return nil
      case (let code, _): throw RunsError.system(code, folder.path)
      }
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A child process that was just forked may still hold the descriptor, so closing it would not
    // release the lock.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
