public import Foundation

/// A data file that mirrors offer, pinned by the digest of its content.
public struct RemoteFile: Sendable, Hashable {
  /// The path below the data folder, such as `mnist/train-images-idx3-ubyte.gz`.
  public let path: String
  /// Where the file is offered; they are tried in this order.
  public let mirrors: [URL]
  /// The SHA-256 of the decompressed content, as 64 hexadecimal digits.
  public let sha256: String
  /// The size of the decompressed content in bytes.
  public let size: Int

  /// Describes a file. The path is relative and below the data folder.
  public init(path: String, mirrors: [URL], sha256: String, size: Int) {
    self.path = path
    self.mirrors = mirrors
    self.sha256 = sha256
    self.size = size
  }

  /// The path under which the same file may lie decompressed: without `.gz`.
  public var decompressedPath: String {
    path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
  }
}
