internal import Foundation

/// A thread that does one piece of work at a time for its owner.
///
/// It lives as long as its owner, since libtorch keeps much for each thread that calls it.
final class WorkerThread: Sendable {
  private let desk = Desk()

  /// Starts the thread.
  init() {
    let thread = Thread { [desk] in desk.serve() }
    // A transform may need as much as it has on the main thread.
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit { desk.close() }

  /// Begins `work`, when what was begun before is done.
  func begin(_ work: @escaping () -> Void) { desk.put(work) }

  /// Waits until everything that was begun is done.
  func wait() { desk.wait() }
}

/// Where the work lies; its condition guards all of it.
private final class Desk: @unchecked Sendable {
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

  /// Ends the thread when its work is done, which is waited for: the process may be about to end.
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
