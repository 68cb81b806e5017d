package import Foundation

/// A process, told apart from a later one with the same number by when it started.
package struct ProcessIdentity: Hashable, Sendable, Codable {
  /// Its number, which is that of its group too.
  package let id: Int32
  /// When it started, in the system's ticks since it booted; nil where the system does not tell.
  package let start: UInt64?
  /// Which start of the system that was.
  package let boot: String?

  /// A process that runs, or that has ended and was not yet waited for.
  package init(of id: Int32) {
    self.id = id
    start = ProcessTable.entry(of: id)?.start
    boot = Self.currentBoot
  }

  /// Writes it into a file, for whoever comes after this process was killed.
  package func write(to url: URL) throws {
    let data = try JSONEncoder().encode(self)
    try DurableFile.write(String(decoding: data, as: UTF8.self) + "\n", to: url)
  }

  /// Reads what ``write(to:)`` wrote; nil if there is no such file.
  package init?(at url: URL) {
    guard let data = try? Data(contentsOf: url),
      let identity = try? JSONDecoder().decode(Self.self, from: data)
    else { return nil }
    self = identity
  }

  /// Kills the process, and all that it started, if it is still the same one.
  package func killRemains() {
    guard boot == Self.currentBoot else { return }
    #if os(Linux)
      let table = ProcessTable()
      // a leader that is another process has a group of its own, which is not ours
      if let leader = table[id], leader.start != start { return }
      for entry in table.members(of: id) where entry.start >= (start ?? 0) {
        kill(entry.id, SIGKILL)
      }
    #else
      kill(-id, SIGKILL)
    #endif
  }

  private static let currentBoot: String? = {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines)
  }()
}
