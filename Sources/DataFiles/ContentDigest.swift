internal import Digests
public import Foundation

/// SHA-256 of a file's content, written as 64 lowercase hexadecimal digits.
///
/// Pinned digests are those of *decompressed* content: a mirror may compress the same bytes again
/// and so change the `.gz` file without changing the data.
public enum ContentDigest {
  /// Checks that `data` has the digest `expected`.
  ///
  /// - Throws: ``DataFileError`` of kind `checksum` with both digests, naming `file`.
  public static func check(
    _ data: Data, is expected: String, file: String, advice: String? = nil
  ) throws {
    let received = SHA256Digest.text(of: data)
    guard received == expected.lowercased() else {
      throw DataFileError(
        .checksum, file: file,
        requirement: "the decompressed content must have the SHA-256 \(expected)",
        received: "\(received) (\(data.count) bytes)", advice: advice)
    }
  }
}
