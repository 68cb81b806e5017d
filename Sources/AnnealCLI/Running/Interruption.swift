internal import Foundation
internal import Synchronization

/// Whether somebody asked the process to stop: Ctrl-C, a scheduler's warning, a closed terminal.
///
/// The first signal lets the step in hand end and be saved. Another Ctrl-C, QUIT or TERM a second or
/// more after it ends the process at once; what comes sooner is the same wish twice, as from a terminal
/// and a program that passes it on. Signals that the starter ignores, as a shell does INT for a job in
/// the background and `nohup` HUP, stay ignored.
public enum Interruption {
  /// What means 'go'.
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

  /// Begins to listen; before that a signal ends the process.
  public static func listen() {
    // Made now: a handler may not wait for what it interrupts.
    number.store(0, ordering: .relaxed)
    secondWish.store(.max, ordering: .relaxed)
    for number in signals where !ProcessSignals.isIgnored(number) {
      Foundation.signal(number) { number in Interruption.receive(number) }
    }
  }

  /// Lets signals end the process again, when there is nothing left to save.
  public static func stopListening() {
    for number in signals where !ProcessSignals.isIgnored(number) {
      Foundation.signal(number, SIG_DFL)
    }
  }

  /// Whether a signal has come.
  public static var hasCome: Bool { signal != 0 }

  /// The signal that came, or 0.
  public static var signal: Int32 { number.load(ordering: .relaxed) }

  /// Called while anything may be under way, so it allocates nothing and waits for nothing.
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
