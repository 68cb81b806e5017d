internal import DataFiles
internal import Foundation

/// The folder in which a cache is written, and whether it has room.
struct CacheRoom {
  let folder: URL
  /// The bytes that will be written.
  let byteCount: Int
  /// What will be written, for errors.
  let content: String

  /// Makes the folder, removes what killed processes left, and checks that the disk has room.
  ///
  /// - Throws: ``DataFileError`` when one of these fails.
  func prepare() throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw DataFileError.refused(folder, "the cache must be a folder that can be made", error)
    }
    removeAbandoned()
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else { return }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    if free < byteCount { throw fault("\(free / 1_000_000) MB free") }
  }

  /// A new file that will be renamed to `file`. Its name holds the process, so that two that write
  /// the same cache do not meet.
  func part(of file: URL) throws -> PartFile {
    let name = ".\(file.lastPathComponent).\(getpid())-\(UUID().uuidString).part"
    return try PartFile(at: folder.appendingPathComponent(name))
  }

  /// The error with the room that is needed, where the disk was full.
  func explained(_ error: any Error) -> any Error {
    guard let error = error as? DataFileError, error.kind == .diskFull else { return error }
    return fault(error.received)
  }

  private func removeAbandoned() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names {
      guard let match = name.wholeMatch(of: /\.[0-9a-f]+\.records\.([0-9]+)-.*\.part/),
        let process = pid_t(match.1), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  private func fault(_ received: String) -> DataFileError {
    DataFileError(
      .diskFull, file: folder.path,
      requirement: "the cache of \(content) needs \(byteCount / 1_000_000 + 1) MB of disk space",
      received: received, advice: "free some space, or choose a smaller size")
  }
}
