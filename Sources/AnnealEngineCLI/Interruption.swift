internal import Foundation
internal import Synchronization

/// Whether somebody asked the process to stop: Ctrl-C, or a scheduler's SIGTERM.
///
/// The first signal lets the step in hand end; a second one ends the process at once.
enum Interruption {
  private static let number = Atomic<Int32>(0)

  /// Begins to listen; before that a signal ends the process.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      Foundation.signal(number) { number in
        Interruption.number.store(number, ordering: .relaxed)
        Foundation.signal(number, SIG_DFL)
      }
    }
  }

  /// Whether a signal has come.
  static var hasCome: Bool { signal != 0 }

  /// The signal that came, or 0.
  static var signal: Int32 { number.load(ordering: .relaxed) }
}
