import Foundation

/// A folder with files of a user that vanishes with its owner.
final class OwnDataFolder: Sendable {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("own-\(UUID().uuidString)", isDirectory: true)

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, making the folders that it lies in, and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String = "x") throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// `text` with FOLDER as the folder's path.
  func placed(_ text: String) -> String { text.replacing("FOLDER", with: url.path) }
}

/// A table of homes: a code, a size, a day, a remark and a price.
func homes(rows: Int = 30) -> String {
  "zip,size,day,remark,price\n"
    + (0..<rows).map { row in
      "0\(1000 + row % 4),\(40 + row * 7 % 50).5,2024-01-\(row % 28 + 10 > 28 ? 28 : row % 28 + 10),"
        + "r\(row % 3),\(100 + row * 11 % 97).25\n"
    }.joined()
}
