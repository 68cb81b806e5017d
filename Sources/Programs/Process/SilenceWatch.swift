internal import Foundation

/// Tells a program that hangs: it neither prints nor computes.
struct SilenceWatch {
  private let leader: Int32
  private let limit: Double
  private var lastPrint = ContinuousClock.now
  private var lastWork = ContinuousClock.now
  private var nextLook = ContinuousClock.now
  private var ticks: UInt64?

  /// How many times as long a program may compute without a word.
  private static let factor = 30.0

  /// Watches a process and what it starts; `limit` is in seconds.
  init(of leader: Int32, limit: Double) { (self.leader, self.limit) = (leader, limit) }

  /// How long the program has been silent, in seconds, if that is too long.
  mutating func check(hasPrinted: Bool) -> Double? {
    let now = ContinuousClock.now
    if hasPrinted { (lastPrint, lastWork) = (now, now) }
    guard now >= nextLook else { return nil }
    nextLook = now + .seconds(min(1, limit / 4))
    let current = ProcessTable().ticks(of: leader)
    if current == nil || current != ticks { lastWork = now }
    ticks = current
    let (silent, idle) = ((now - lastPrint) / .seconds(1), (now - lastWork) / .seconds(1))
    return idle > limit ? idle : silent > Self.factor * limit ? silent : nil
  }
}
