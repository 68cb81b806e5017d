import Foundation

/// One file's way from its mirrors into the cache.
///
/// The bytes go to `.NAME.part`, which an interrupted download leaves behind and the next one
/// continues. Only a file whose content has the pinned digest gets its name.
struct Download {
  let file: RemoteFile
  let destination: URL
  let transport: any DownloadTransport
  let progress: @Sendable (DownloadProgress) -> Void

  /// Why a mirror did not deliver; the next one is tried.
  private struct MirrorFault: Error {
    let kind: DataFileError.Kind
    let reason: String
  }

  /// Downloads the file, unless `stored` finds that another process just did.
  func run(unless stored: () throws -> Data?) async throws -> Data {
    let folder = destination.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch { throw folderFault(folder, error) }
    let lock = try await FileLock.acquire(hidden("lock"))
    defer { withExtendedLifetime(lock) {} }
    if let data = try stored() { return data }

    var (kind, reasons) = (DataFileError.Kind.network, [String]())
    for mirror in file.mirrors {
      do { return try await fetch(from: mirror) } catch let fault as MirrorFault {
        reasons.append("\(mirror.host ?? mirror.path): \(fault.reason)")
        if fault.kind == .checksum { kind = .checksum }
      }
    }
    throw DataFileError(
      kind, file: file.path, requirement: "one of the file's mirrors must deliver it",
      received: reasons.joined(separator: ", "),
      advice: "put the file at \(destination.path), or set ANNEAL_DATA to a folder that has it")
  }

  private func fetch(from mirror: URL) async throws -> Data {
    let part = try PartFile(at: hidden("part"))
    // A failed download that received nothing leaves no empty file.
    defer { if part.size == 0 { part.remove() } }
    while true {
      let wasResumed: Bool
      do { wasResumed = try await transfer(mirror, into: part) } catch let error as DataFileError {
        if error.kind == .diskFull { part.remove() }
        throw error
      } catch let error as MirrorFault { throw error } catch let error as CancellationError {
        throw error
      } catch { throw MirrorFault(kind: .network, reason: "\(error)") }
      do {
        let data = try DataCache.verifiedContents(of: file, at: part.url)
        try part.moveIntoPlace(destination)
        return data
      } catch let error as DataFileError where [.checksum, .malformed].contains(error.kind) {
        // The two halves of a resumed download may come from different files: start again, once.
        try part.restart()
        if wasResumed { continue }
        part.remove()
        throw MirrorFault(
          kind: .checksum, reason: "\(error.requirement), but is \(error.received)")
      }
    }
  }

  /// Receives all bytes that are missing; whether it continued an earlier download.
  private func transfer(_ mirror: URL, into part: PartFile) async throws -> Bool {
    let host = mirror.host ?? mirror.path
    var (isOpen, total, wasResumed) = (false, nil as Int?, false)
    for try await piece in transport.get(mirror, from: part.size) {
      switch piece {
      case .response(206, let start, let whole) where start == part.size:
        (isOpen, total, wasResumed) = (true, whole, start > 0)
      case .response(200, _, let whole):
        try part.restart()
        (isOpen, total) = (true, whole)
      case .response(416, _, _) where part.size > 0, .response(206, _, _) where part.size > 0:
        // The part on disk does not match the file that the server offers.
        try part.restart()
        return try await transfer(mirror, into: part)
      case .response(let status, _, _):
        throw MirrorFault(kind: .network, reason: "HTTP status \(status)")
      case .bytes(let data) where isOpen:
        try part.append(data)
        // A file that does not shrink still grows by less than this when compressed.
        guard part.size <= file.size + file.size / 8 + 65_536 else {
          part.remove()
          throw MirrorFault(kind: .checksum, reason: "more bytes than the file has")
        }
        progress(
          DownloadProgress(path: file.path, host: host, received: part.size, total: total))
      case .bytes:
        throw MirrorFault(kind: .network, reason: "bytes without a response")
      }
    }
    try Task.checkCancellation()
    if !isOpen { throw MirrorFault(kind: .network, reason: "no response") }
    if let total, part.size < total {
      throw MirrorFault(kind: .network, reason: "the connection broke at byte \(part.size)")
    }
    return wasResumed
  }

  private func hidden(_ suffix: String) -> URL {
    destination.deletingLastPathComponent()
      .appendingPathComponent(".\(destination.lastPathComponent).\(suffix)")
  }

  private func folderFault(_ folder: URL, _ error: any Error) -> DataFileError {
    DataFileError(
      .inputOutput, file: folder.path, requirement: "the cache folder must be writable",
      received: error.localizedDescription,
      advice: "set XDG_CACHE_HOME to a folder you may write, or ANNEAL_DATA to one with the data")
  }
}
