internal import Foundation

extension Engine {
  /// The number of idle CPU cores, at least 1: the cores that this process may use, less those that
  /// were busy during the last fifth of a second, limited by the container's CPU quota.
  ///
  /// All cores where the system does not report its load.
  public static var idleProcessors: Int {
    let all = ProcessInfo.processInfo.activeProcessorCount
    guard let before = processorTimes() else { return all }
    usleep(200_000)
    guard let after = processorTimes(), after.total > before.total else { return all }
    let idle = Double(after.idle - before.idle) / Double(after.total - before.total)
    let there = ProcessInfo.processInfo.processorCount
    let free = min(Int((idle * Double(there)).rounded()), all, containerShare() ?? all)
    return max(free, 1)
  }

  /// The idle time and the total time of all cores, in the system's ticks.
  private static func processorTimes() -> (idle: Int, total: Int)? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first, line.hasPrefix("cpu ")
    else { return nil }
    // user, nice, system, idle, iowait, irq, softirq, steal; the later columns are included in user
    // and nice.
    let times = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
    guard times.count == 8 else { return nil }
    return (times[3] + times[4], times.reduce(0, +))
  }

  /// The cores that a container may use; nil without a quota (cgroup version 2).
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
