internal import Foundation
internal import Synchronization

/// Whether somebody asked the process to stop: Ctrl-C, or a scheduler's SIGTERM.
///
/// The first signal lets the step in hand end; a second one ends the process at once.
enum Interruption {
  private static let isRequested = Atomic<Bool>(false)

  /// Begins to listen.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.isRequested.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Whether a signal has come.
  static var hasCome: Bool { isRequested.load(ordering: .relaxed) }
}
