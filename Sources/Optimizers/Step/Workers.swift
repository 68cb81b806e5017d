internal import Dispatch

/// The threads that share the work of a pass.
///
/// Which thread does a piece changes no result.
public struct Workers: Sendable {
  /// The number of threads, with the calling one.
  public let count: Int
  /// Calls `body` with 0 ..< `count`, each once, on as many threads as it can have.
  private let perform: @Sendable (_ count: Int, _ body: @Sendable (_ index: Int) -> Void) -> Void

  /// Dispatch's threads.
  ///
  /// - Precondition: at least one thread.
  public init(_ count: Int) {
    self.init(count) { DispatchQueue.concurrentPerform(iterations: $0, execute: $1) }
  }

  /// The threads on which `perform` calls its body.
  ///
  /// A library that computes the gradients has threads of its own, which wait for their next work
  /// by spinning; a pass on other threads would have to share the processors with them.
  package init(
    _ count: Int,
    perform: @escaping @Sendable (_ count: Int, _ body: @Sendable (_ index: Int) -> Void) -> Void
  ) {
    precondition(count >= 1, "threads must be at least 1; received \(count)")
    (self.count, self.perform) = (count, perform)
  }

  /// The number of threads that are worth their start for work on so many elements.
  func worth(elements: Int, pieces: Int) -> Int {
    max(1, min(count, elements / Self.elementsWorthAThread, pieces))
  }

  /// Calls `body` with 0 ..< `count`, each on a thread of its own where there are as many.
  func callAsFunction(_ count: Int, _ body: @Sendable (_ index: Int) -> Void) {
    if count == 1 { body(0) } else { perform(count, body) }
  }

  /// Below this many elements a second thread costs more than it saves.
  private static let elementsWorthAThread = 1 << 15
}
