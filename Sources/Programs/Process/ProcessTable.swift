internal import Foundation

/// The processes of the system at one time, as Linux lists them in `/proc`; empty elsewhere.
struct ProcessTable {
  /// A process.
  struct Entry: Hashable {
    let id, parent, group: Int32
    /// When it started, and how long it has computed, in ticks of the system.
    let start, ticks: UInt64
  }

  private let entries: [Int32: Entry]

  /// Lists the processes.
  init() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let found = names.compactMap { Int32($0) }.compactMap { Self.entry(of: $0) }
    entries = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
  }

  subscript(id: Int32) -> Entry? { entries[id] }

  /// The processes of the group `leader`, and those that they started, which may have other groups.
  func members(of leader: Int32) -> [Entry] {
    var known = Set(entries.values.filter { $0.group == leader || $0.id == leader }.map(\.id))
    var before = -1
    while known.count > before {
      before = known.count
      for entry in entries.values where known.contains(entry.parent) { known.insert(entry.id) }
    }
    return known.compactMap { entries[$0] }
  }

  /// How long the process and all that it started have computed, in ticks; nil where the system does
  /// not tell.
  func ticks(of leader: Int32) -> UInt64? {
    entries.isEmpty ? nil : members(of: leader).reduce(0) { $0 + $1.ticks }
  }

  /// One process; nil if there is none.
  static func entry(of id: Int32) -> Entry? {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    // from the third field on: the second is the name, which may hold anything
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let parent = Int32(fields[1]), let group = Int32(fields[2]),
      let start = UInt64(fields[19])
    else { return nil }
    // its own time, and that of its children which have ended
    let ticks = fields[11...14].reduce(UInt64(0)) { $0 + (UInt64($1) ?? 0) }
    return Entry(id: id, parent: parent, group: group, start: start, ticks: ticks)
  }
}
