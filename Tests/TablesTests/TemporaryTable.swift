import Foundation
import Tables

/// A file of a test's table that disappears with its owner.
final class TemporaryTable: Sendable {
  let path: String

  init(_ bytes: [UInt8], name: String = "t.csv") throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tables-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

  deinit {
    try? FileManager.default.removeItem(
      at: URL(fileURLWithPath: path).deletingLastPathComponent())
  }

  func file(_ encoding: TableEncoding = .automatic) throws -> TableFile {
    try TableFile(path: path, encoding: encoding)
  }

  /// The error of reading the table, with the file's name for its path.
  func message(_ encoding: TableEncoding = .automatic) -> String {
    Self.message(path) { _ = try file(encoding) }
  }

  /// The error that `body` throws, with the file's name for its path.
  static func message(_ path: String, _ body: () throws -> Void) -> String {
    do { try body() } catch {
      return "\(error)".replacing(path, with: URL(fileURLWithPath: path).lastPathComponent)
    }
    return "no error"
  }
}
