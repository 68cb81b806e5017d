import DataFiles
import Foundation

/// Content that Python 3.11 compressed with `gzip.compress(content, 9, mtime=0)`.
enum Samples {
  static let content = Data(String(repeating: "learning rate\n", count: 200).utf8)
  static let compressed = Data(
    base64Encoded: "H4sIAAAAAAACA8tJTSzKy8xLVyhKLEnlyhnljfJGeaO8Ud4ob5Q3yhvljfKGFQ8AlcNKCPAKAAA=")!
  /// The content `second` and a line feed.
  static let secondMember = Data(base64Encoded: "H4sIAAAAAAACAytOTc7PS+ECAH7ADwYHAAAA")!

  /// The content as a pinned file; its digest comes from Python's `hashlib`.
  static func file(_ mirrors: [String]) -> RemoteFile {
    RemoteFile(
      path: "set/rates.gz", mirrors: mirrors.map { URL(string: $0)! },
      sha256: "080aee91874e646661937b5b417cbb989f77e7ae25618428515437ec341f8b8e", size: 2800)
  }
}

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("data-files-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
