internal import Foundation

extension Engine {
  /// The number of processors that nobody uses now, at least 1: those that this process may run on, less what
  /// was busy in the last fifth of a second, and no more than a container's share.
  ///
  /// Where the system does not tell, all processors.
  public static var freeProcessors: Int {
    let all = ProcessInfo.processInfo.activeProcessorCount
    guard let before = processorTimes() else { return all }
    usleep(200_000)
    guard let after = processorTimes(), after.total > before.total else { return all }
    let idle = Double(after.idle - before.idle) / Double(after.total - before.total)
    let there = ProcessInfo.processInfo.processorCount
    let free = min(Int((idle * Double(there)).rounded()), all, containerShare() ?? all)
    return max(free, 1)
  }

  /// How long all processors have been idle and been there, in the system's ticks.
  private static func processorTimes() -> (idle: Int, total: Int)? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first, line.hasPrefix("cpu ")
    else { return nil }
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is part of the first two.
    let times = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
    guard times.count == 8 else { return nil }
    return (times[3] + times[4], times.reduce(0, +))
  }

  /// The processors that a container may use, where it is limited (cgroup version 2).
  private static func containerShare() -> Int? {
    guard let text = try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8) else {
      return nil
    }
    let numbers = text.split(whereSeparator: \.isWhitespace)
    guard numbers.count == 2, let quota = Double(numbers[0]), let period = Double(numbers[1]),
      period > 0
    else { return nil }
    return max(1, Int((quota / period).rounded(.down)))
  }
}
