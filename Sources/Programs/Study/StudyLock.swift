internal import Foundation

/// Keeps two processes from working on one study.
///
/// The lock is the operating system's (`flock`), which releases it when the process ends.
final class StudyLock {
  private let descriptor: Int32

  /// Takes the lock of the study in `folder`.
  ///
  /// - Throws: ``ProgramError`` if another process has it.
  init(in folder: URL) throws {
    let path = folder.appendingPathComponent("lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ProgramError.file(path, "open", errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    guard errno != EWOULDBLOCK else {
      throw ProgramError.program(
        "one process may work on the study \(folder.path) at a time; received a second one; wait for the "
          + "other, or stop it")
    }
    throw ProgramError.file(path, "lock", errno)
  }

  deinit {
    guard descriptor >= 0 else { return }
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
