import Digests
import Foundation
import Testing

@Suite struct SHA256DigestTests {
  // FIPS 180-4's examples as NIST publishes them, and what `sha256sum` says of the rest.
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func `texts have the digests of the standard`(text: String, digest: String) {
    #expect(SHA256Digest.text(of: Data(text.utf8)) == digest)
  }

  @Test func `a part of other data has its own digest`() {
    let data = Data("xabcx".utf8).dropFirst().dropLast()
    #expect(
      SHA256Digest.text(of: data)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
