internal import Foundation

/// A thread that runs one task at a time for its owner.
///
/// It lives as long as its owner, since libtorch allocates much for each thread that calls it.
final class WorkerThread: Sendable {
  private let desk = TaskSlot()

  /// Starts the thread.
  init() {
    let thread = Thread { [desk] in desk.serve() }
    // A transform may need as much stack as on the main thread.
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit { desk.close() }

  /// Starts `work` after the previous task has finished.
  func begin(_ work: @escaping () -> Void) { desk.put(work) }

  /// Waits until all tasks have finished.
  func wait() { desk.wait() }
}

/// The task passed to the thread; the condition guards all properties.
private final class TaskSlot: @unchecked Sendable {
  private let condition = NSCondition()
  private var work: (() -> Void)?
  private var isBusy = false
  private var isClosed = false

  func put(_ work: @escaping () -> Void) {
    condition.withLock {
      while isBusy { condition.wait() }
      (self.work, isBusy) = (work, true)
      condition.broadcast()
    }
  }

  func wait() {
    condition.withLock { while isBusy { condition.wait() } }
  }

  /// Waits for the current task and ends the thread; the process may be about to exit.
  func close() {
    condition.withLock {
      while isBusy { condition.wait() }
      isClosed = true
      condition.broadcast()
    }
  }

  func serve() {
    while let work = next() {
      work()
      condition.withLock {
        isBusy = false
        condition.broadcast()
      }
    }
  }

  private func next() -> (() -> Void)? {
    condition.withLock {
      while work == nil, !isClosed { condition.wait() }
      defer { work = nil }
      return work
    }
  }
}
