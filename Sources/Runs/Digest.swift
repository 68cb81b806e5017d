import Crypto
import Foundation

/// SHA-256 as 64 lowercase hexadecimal digits.
enum Digest {
  static func sha256(of data: Data) -> String {
    SHA256.hash(data: data)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      .joined()
  }
}
