import Foundation

/// Keeps writers of one checkpoint folder apart, and cleaners away from a writer's hidden folder.
///
/// The lock is the operating system's (`flock`) on the folder itself: it needs no file, and it ends
/// with its process.
final class FolderLock {
  private let descriptor: Int32

  /// Takes the lock; nil if the folder does not exist, or if another process has the lock and
  /// `waits` is false.
  init?(_ folder: URL, waits: Bool) throws {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw RunsError.system(errno, folder.path, writing: false)
    }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      if errno == EWOULDBLOCK { return nil }
      throw RunsError.system(errno, folder.path)
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A child that was forked just now still holds the descriptor, and closing ours would not do.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
