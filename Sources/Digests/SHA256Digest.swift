public import Foundation

#if canImport(CryptoKit)
  internal import CryptoKit
#else
  internal import COpenSSL
#endif

/// SHA-256 of bytes, by the system's cryptographic library: CryptoKit or OpenSSL.
///
/// Source: NIST FIPS 180-4, *Secure Hash Standard*, 2015 (<https://doi.org/10.6028/NIST.FIPS.180-4>).
public enum SHA256Digest {
  /// The digest of `data`, as 64 lowercase hexadecimal digits.
  public static func text(of data: Data) -> String {
    bytes(of: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  #if canImport(CryptoKit)
    private static func bytes(of data: Data) -> [UInt8] { Array(SHA256.hash(data: data)) }
  #else
    private static func bytes(of data: Data) -> [UInt8] {
      [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
        let isMade = data.withUnsafeBytes {
          EVP_Digest($0.baseAddress, $0.count, digest.baseAddress, nil, EVP_sha256(), nil)
        }
        precondition(isMade == 1, "OpenSSL must have SHA-256; its EVP_Digest failed")
        count = 32
      }
    }
  #endif
}
