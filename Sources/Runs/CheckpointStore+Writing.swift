internal import Digests
public import Foundation

extension CheckpointStore {
  /// The name of the file with the caller's state and the digests of the other files.
  public static let stateFile = "state.json"
  /// The name of the file that holds the digest of ``stateFile``.
  public static let digestFile = "state.sha256"

  /// Writes the checkpoint of `step`, durably and as a whole, then removes the oldest ones.
  ///
  /// The checkpoints of the steps `spared` are kept in addition to the latest ones.
  ///
  /// A checkpoint that already exists for the step is replaced. If the write fails, nothing of it
  /// stays, and earlier checkpoints are not changed. Exceeding the limit on the size of files
  /// (`ulimit -f`) is such a failure in a process that ignores the signal `SIGXFSZ`; otherwise that
  /// signal ends the process.
  ///
  /// - Throws: ``RunsError`` with the system's words.
  public func write(
    step: Int, state: some Encodable, files: [String: Data], sparing spared: Set<Int> = []
  ) throws {
    guard step >= 0 else {
      throw RunsError(.invalid, "step", requirement: "must not be negative", received: "\(step)")
    }
    for name in files.keys { try Self.check(name) }
    let contents = try Self.contents(step, state, files)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunsError(
        .unwritable, folder.path, requirement: "the folder of the checkpoints must be there",
        received: "\"\(error.reason)\"")
    }
    let lock = try FolderLock(folder, .forever)
    defer { withExtendedLifetime(lock) {} }
    try removeLeftovers()
    let temporary = folder.appendingPathComponent(".\(Self.name(of: step)).partial")
    do {
      try SystemFile.makeFolder(temporary)
      for (name, data) in contents.sorted(by: { $0.key < $1.key }) {
        try SystemFile.write(data, to: temporary.appendingPathComponent(name))
      }
      try SystemFile.synchronize(temporary)
      try moveIntoPlace(temporary, step)
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
    let others = try steps().filter { $0 != step && !spared.contains($0) }
    for old in others.dropLast(keptCount - 1) { try remove(old) }
  }

  private func moveIntoPlace(_ temporary: URL, _ step: Int) throws {
    let destination = location(of: step)
    let replaced = folder.appendingPathComponent(".\(Self.name(of: step)).replaced")
    let isReplacement = FileManager.default.fileExists(atPath: destination.path)
    if isReplacement { try SystemFile.rename(destination, to: replaced) }
    do { try SystemFile.rename(temporary, to: destination) } catch {
      if isReplacement { try? SystemFile.rename(replaced, to: destination) }
      throw error
    }
    try SystemFile.synchronize(folder)
    if isReplacement { try SystemFile.remove(replaced) }
  }

  /// The caller's files, and the two files with digests.
  private static func contents(
    _ step: Int, _ state: some Encodable, _ files: [String: Data]
  ) throws -> [String: Data] {
    let entries = files.mapValues {
      CheckpointManifest.File(bytes: $0.count, sha256: SHA256Digest.text(of: $0))
    }
    let encoder = JSONText.makeEncoder()
    encoder.outputFormatting.insert(.prettyPrinted)
    let document = try encoder.encode(
      CheckpointManifest.Written(step: step, files: entries, state: state))
    var contents = files
    contents[stateFile] = document
    contents[digestFile] = Data("\(SHA256Digest.text(of: document))  \(stateFile)\n".utf8)
    return contents
  }

  private static func check(_ name: String) throws {
    let isTaken = [stateFile, digestFile].contains(name)
    guard !isTaken, !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
      throw RunsError(
        .invalid, "checkpoint file",
        requirement: "a name must be a plain one, without '/' and '.' in front, "
          + "and not \(stateFile) or \(digestFile)",
        received: "'\(name)'")
    }
  }
}
