import Foundation

/// The memory that this process may still take.
enum AvailableMemory {
  /// The bytes that Linux calls available, or less where a control group limits the process; half
  /// of the machine's memory on other systems.
  static var bytes: Int {
    guard let system = meminfo else { return Int(ProcessInfo.processInfo.physicalMemory / 2) }
    guard let limit = number("/sys/fs/cgroup/memory.max"),
      let used = number("/sys/fs/cgroup/memory.current")
    else { return system }
    // Files that the system keeps in memory count as used, but give way.
    let files = line("/sys/fs/cgroup/memory.stat", "inactive_file ") ?? 0
    return min(system, max(limit - used + files, 0))
  }

  private static var meminfo: Int? { line("/proc/meminfo", "MemAvailable:").map { $0 << 10 } }

  /// The number of the line that starts with `name`.
  private static func line(_ path: String, _ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  private static func number(_ path: String) -> Int? {
    (try? String(contentsOfFile: path, encoding: .utf8))
      .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }
}
