public import Foundation

/// Finds data files on disk, and downloads those that are missing.
///
/// The environment variable `ANNEAL_DATA` names the data folder, which is only read; else `anneal`
/// in `XDG_CACHE_HOME`; else `~/.cache/anneal`. A file may lie there compressed, `NAME.gz`, or not,
/// `NAME`. Its content is checked each time it is read.
public struct DataCache: Sendable {
  /// Where the files are.
  public let folder: URL
  /// Whether the user named the folder with `ANNEAL_DATA`; nothing is ever written there.
  public let isUserFolder: Bool

  private let transport: any DownloadTransport

  /// Finds the data folder from the environment; nothing is read or written yet.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    transport: any DownloadTransport = HTTPTransport()
  ) {
    self.transport = transport
    if let path = environment["ANNEAL_DATA"], !path.isEmpty {
      folder = URL(fileURLWithPath: path, isDirectory: true)
      isUserFolder = true
      return
    }
    // The XDG specification has relative paths ignored.
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache"
    folder = URL(fileURLWithPath: cache, isDirectory: true).appendingPathComponent("anneal")
    isUserFolder = false
  }

  /// The path of `file`, compressed or not, or nil if it does not exist.
  public func location(of file: RemoteFile) -> URL? {
    [file.path, file.decompressedPath]
      .map { folder.appendingPathComponent($0) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The decompressed, verified content of `file`, downloaded first if it is missing.
  ///
  /// - Throws: ``DataFileError`` that says what to do.
  public func contents(
    of file: RemoteFile, progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
  ) async throws -> Data {
    if let data = try storedContents(of: file) { return data }
    guard !isUserFolder else {
      throw DataFileError(
        .missing, file: folder.appendingPathComponent(file.path).path,
        requirement: "the file must be in the folder that ANNEAL_DATA names",
        received: "no file of that name, with or without .gz",
        advice: "put it there, or unset ANNEAL_DATA to have it downloaded")
    }
    let download = Download(
      file: file, destination: folder.appendingPathComponent(file.path), transport: transport,
      progress: progress)
    return try await download.run { try storedContents(of: file) }
  }

  private func storedContents(of file: RemoteFile) throws -> Data? {
    guard let url = location(of: file) else { return nil }
    let advice =
      isUserFolder
      ? "replace it with the original file" : "delete it to have it downloaded again"
    do { return try Self.verifiedContents(of: file, at: url) } catch let error as DataFileError {
      throw DataFileError(
        error.kind, file: error.file, requirement: error.requirement, received: error.received,
        advice: advice)
    }
  }

  /// Decompresses the file at `url`, if it is compressed, and checks it.
  static func verifiedContents(of file: RemoteFile, at url: URL) throws -> Data {
    var data: Data
    do { data = try Data(contentsOf: url, options: .mappedIfSafe) } catch {
      throw DataFileError(
        .inputOutput, file: url.path, requirement: "the file must be readable",
        received: error.localizedDescription)
    }
    if Gzip.isCompressed(data) {
      data = try Gzip.inflate(data, file: url.path, maximumSize: file.size)
    }
    try ContentDigest.check(data, is: file.sha256, file: url.path)
    return data
  }
}
