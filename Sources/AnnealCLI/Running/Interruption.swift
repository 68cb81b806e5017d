internal import Foundation
internal import Synchronization

/// Whether a signal asked the process to stop: Ctrl-C, a scheduler's warning, a closed terminal.
///
/// After the first signal, the current step ends and is saved. Another Ctrl-C, QUIT or TERM at
/// least a second later ends the process at once; a signal that comes sooner counts as the same
/// one, since a terminal and a program that passes it on may both send it. Signals that the starter
/// ignores stay ignored, such as INT for a shell's background jobs, and HUP under `nohup`.
public enum Interruption {
  /// The signals that ask the process to stop.
  static let signals: [Int32] = {
    let all = [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF,
    ]
    #if os(Linux)
      return all + [SIGPWR]
    #else
      return all
    #endif
  }()

  private static let number = Atomic<Int32>(0)
  /// The time, in milliseconds, from which another signal ends the process.
  private static let secondWish = Atomic<Int>(.max)

  /// Starts to listen for signals; before, they end the process.
  public static func listen() {
    // Initialized here, since a signal handler must not wait.
    number.store(0, ordering: .relaxed)
    secondWish.store(.max, ordering: .relaxed)
    for number in signals where !ProcessSignals.isIgnored(number) {
      Foundation.signal(number) { number in Interruption.receive(number) }
    }
  }

  /// Lets signals end the process again, after everything was saved.
  public static func stopListening() {
    for number in signals where !ProcessSignals.isIgnored(number) {
      Foundation.signal(number, SIG_DFL)
    }
  }

  /// Whether a signal has come.
  public static var hasCome: Bool { signal != 0 }

  /// The signal that came, or 0.
  public static var signal: Int32 { number.load(ordering: .relaxed) }

  /// A signal handler: it must not allocate or wait.
  private static func receive(_ number: Int32) {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let time = now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    let isFirst = Self.number.compareExchange(
      expected: 0, desired: number, ordering: .relaxed
    ).exchanged
    if isFirst {
      secondWish.store(time + 1000, ordering: .relaxed)
    } else if number == SIGINT || number == SIGQUIT || number == SIGTERM,
      time > secondWish.load(ordering: .relaxed)
    {
      Foundation.signal(number, SIG_DFL)
      raise(number)
    }
  }
}
