import DataFiles
import Digests
import Foundation

/// The bytes of a table's file, decompressed where they were compressed.
struct TableContent {
  let bytes: [UInt8]
  /// SHA-256 of the file as it lies on the disk.
  let digest: String

  /// The bytes of memory that reading and encoding take for each byte of a table, at most: the
  /// text once as read and once decoded, and four bytes for the end of each field.
  private static let memoryPerByte = 4

  /// Reads the file at `path` into at most `memory` bytes.
  ///
  /// - Throws: ``DataFileError`` when there is no such file, it is not a regular one, cannot be read
  ///   or needs more memory, or when its compressed content is damaged.
  init(path: String, memory: Int) throws {
    let size = try Self.size(path)
    try Self.check(size, path, memory)
    let url = URL(fileURLWithPath: path)
    let data: Data
    do { data = try Data(contentsOf: url) } catch {
      throw Self.unreadable(path, error.localizedDescription)
    }
    guard !data.starts(with: Array("PK\u{3}\u{4}".utf8)) else {
      throw DataFileError(
        file: path, requirement: "a table must be text", received: "a spreadsheet or zip archive",
        advice: "save it as CSV first")
    }
    digest = SHA256Digest.text(of: data)
    guard Gzip.isCompressed(data) else {
      bytes = [UInt8](data)
      return
    }
    let most = min(memory / Self.memoryPerByte, Int(UInt32.max) - 1)
    bytes = [UInt8](try Gzip.inflate(data, file: path, maximumSize: most))
  }

  private static func size(_ path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let reason = String(cString: strerror(errno))
      guard errno == ENOENT || errno == ENOTDIR else { throw unreadable(path, reason) }
      throw DataFileError(
        .missing, file: path, requirement: "the table must be an existing file",
        received: "no file of that name")
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      let received =
        switch kind {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        default: "a socket"
        }
      throw DataFileError(
        .inputOutput, file: path, requirement: "the table must be a regular file",
        received: received)
    }
    return Int(status.st_size)
  }

  private static func check(_ size: Int, _ path: String, _ memory: Int) throws {
    guard size > 0 else {
      throw DataFileError(
        file: path, requirement: "a table must have a header and rows", received: "an empty file")
    }
    guard size < UInt32.max else {
      throw DataFileError(
        .inputOutput, file: path, requirement: "a table must be smaller than 4.29 GB",
        received: text(size))
    }
    let needed = size * memoryPerByte
    guard needed <= memory else {
      throw DataFileError(
        .inputOutput, file: path,
        requirement: "the table must fit into memory, of which \(text(memory)) are free",
        received: "\(text(size)), which need about \(text(needed))")
    }
  }

  private static func text(_ bytes: Int) -> String {
    let gigabytes = Double(bytes) / 1e9
    return gigabytes >= 0.1
      ? "\((gigabytes * 10).rounded() / 10) GB" : "\((Double(bytes) / 1e4).rounded() / 100) MB"
  }

  private static func unreadable(_ path: String, _ reason: String) -> DataFileError {
    DataFileError(
      .inputOutput, file: path, requirement: "the table must be readable",
      received: "\"\(reason)\"")
  }
}
