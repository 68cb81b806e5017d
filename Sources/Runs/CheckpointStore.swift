public import Foundation

/// The checkpoints of one run: a folder `step-00000123` for each.
///
/// A checkpoint is written under a hidden name, brought to the disk, and renamed: whenever the
/// process is killed, every folder with a proper name is complete. The next writer removes the
/// hidden folders of killed ones. Every byte is covered by a SHA-256 that ``load(_:as:)`` checks.
public struct CheckpointStore: Sendable {
  /// The folder of the checkpoints; the first ``write(step:state:files:)`` creates it.
  public let folder: URL
  /// The number of checkpoints to keep, including a new one.
  public let keptCount: Int

  /// The checkpoints in `folder`. A store that may write removes the hidden folders of killed
  /// writers; a store that only reads ignores them.
  ///
  /// - Precondition: `count` is positive.
  public init(folder: URL, keeping count: Int = 2, tidies: Bool = true) {
    precondition(count > 0, "the number of kept checkpoints must be positive; received \(count)")
    self.folder = folder
    keptCount = count
    guard tidies else { return }
    if let lock = try? FolderLock(folder, .none) {
      withExtendedLifetime(lock) { try? removeLeftovers() }
    }
  }

  /// The steps that have a checkpoint, in rising order.
  ///
  /// - Throws: ``RunsError`` when the folder exists and cannot be read.
  public func steps() throws -> [Int] {
    try entries().compactMap(Self.step(ofFolder:)).sorted()
  }

  /// The step of the last checkpoint, or nil if there is none.
  ///
  /// - Throws: ``RunsError`` when the folder exists and cannot be read.
  public func latest() throws -> Int? { try steps().last }

  /// Removes the checkpoints after `step`, which a run resumed there will write again.
  ///
  /// - Throws: ``RunsError`` when they cannot be removed.
  public func rewind(to step: Int) throws {
    guard let lock = try FolderLock(folder, .forever) else { return }
    try withExtendedLifetime(lock) {
      for later in try steps() where later > step { try remove(later) }
    }
  }

  /// Removes the checkpoints before `step`.
  ///
  /// - Throws: ``RunsError`` when they cannot be removed.
  public func remove(before step: Int) throws {
    guard let lock = try FolderLock(folder, .forever) else { return }
    try withExtendedLifetime(lock) {
      for earlier in try steps() where earlier < step { try remove(earlier) }
    }
  }

  /// The folder of the checkpoint at `step`.
  public func location(of step: Int) -> URL {
    folder.appendingPathComponent(Self.name(of: step), isDirectory: true)
  }

  static func name(of step: Int) -> String {
    let digits = String(step)
    return "step-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  private static func step(ofFolder name: String) -> Int? {
    guard name.hasPrefix("step-"), let step = Int(name.dropFirst(5)), Self.name(of: step) == name
    else { return nil }
    return step
  }

  /// Removes a checkpoint: first renames it, in one atomic operation, then deletes its files.
  func remove(_ step: Int) throws {
    let hidden = folder.appendingPathComponent(".\(Self.name(of: step)).removed")
    try? FileManager.default.removeItem(at: hidden)
    try SystemFile.rename(location(of: step), to: hidden)
    try SystemFile.remove(hidden)
  }

  /// Removes the hidden folders of killed writers; a replaced checkpoint whose successor was not
  /// completed gets its name back.
  func removeLeftovers() throws {
    let names = try entries()
    for name in names where name.hasPrefix(".step-") {
      let url = folder.appendingPathComponent(name)
      let original = String(name.dropFirst().prefix { $0 != "." })
      if name.hasSuffix(".replaced"), !names.contains(original) {
        try SystemFile.rename(url, to: folder.appendingPathComponent(original))
      } else {
        try SystemFile.remove(url)
      }
    }
  }

  private func entries() throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    do { return try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
      throw RunsError(
        .inputOutput, folder.path, requirement: "the folder of the checkpoints must be readable",
        received: "\"\(error.reason)\"")
    }
  }
}
