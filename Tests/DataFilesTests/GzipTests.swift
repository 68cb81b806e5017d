import DataFiles
import Foundation
import Testing

@Suite struct GzipTests {
  @Test func `decompresses what Python compressed`() throws {
    #expect(try Gzip.inflate(Samples.compressed, file: "x.gz") == Samples.content)
    #expect(Gzip.isCompressed(Samples.compressed))
    #expect(!Gzip.isCompressed(Samples.content))
  }

  @Test func `the contents of several members follow one another`() throws {
    let data = Samples.compressed + Samples.secondMember + Data(count: 512)
    #expect(try Gzip.inflate(data, file: "x.gz") == Samples.content + Data("second\n".utf8))
  }

  @Test func `every truncation is an error`() {
    for length in 0..<Samples.compressed.count {
      #expect(throws: DataFileError.self) {
        try Gzip.inflate(Samples.compressed.prefix(length), file: "x.gz")
      }
    }
  }

  @Test func `a truncated file says where it stops`() {
    let error = #expect(throws: DataFileError.self) {
      try Gzip.inflate(Samples.compressed.prefix(30), file: "x.gz")
    }
    #expect(
      error?.description == "x.gz: the gzip data must end with their check sum; "
        + "received 30 bytes, where they stop early")
  }

  @Test func `a flipped byte never yields other content`() {
    for index in 10..<Samples.compressed.count {
      var data = Samples.compressed
      data[index] ^= 0x10
      // A flipped distance may point at an equal copy: the content is then what it was.
      if let content = try? Gzip.inflate(data, file: "x.gz") { #expect(content == Samples.content) }
    }
    var data = Samples.compressed
    data[Samples.compressed.count - 8] ^= 1  // the first byte of the check sum
    let error = #expect(throws: DataFileError.self) { try Gzip.inflate(data, file: "x.gz") }
    #expect(error?.received.hasPrefix("incorrect data check") == true)
  }

  @Test func `other bytes after the data are an error`() {
    let error = #expect(throws: DataFileError.self) {
      try Gzip.inflate(Samples.compressed + Data("junk".utf8), file: "x.gz")
    }
    #expect(
      error?.description == "x.gz: only zero bytes may follow the compressed data; "
        + "received the byte 106 at offset \(Samples.compressed.count)")
  }

  @Test func `more content than allowed is an error`() throws {
    #expect(try Gzip.inflate(Samples.compressed, file: "x", maximumSize: 2800).count == 2800)
    #expect(throws: DataFileError.self) {
      try Gzip.inflate(Samples.compressed, file: "x", maximumSize: 2799)
    }
  }

  @Test func `a file is read in pieces`() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("x.gz")
    // 20,000 members are 1.1 MB, which is two pieces of the reader.
    var data = Data()
    for _ in 0..<20_000 { data.append(Samples.compressed) }
    try data.write(to: url)
    let content = try Gzip.inflate(contentsOf: url)
    #expect(content.count == 20_000 * 2800)
    #expect(content.suffix(2800) == Samples.content)
    #expect(throws: DataFileError.self) { try Gzip.inflate(contentsOf: folder.url) }
  }

  @Test func `another digest than the pinned one is told`() throws {
    let error = #expect(throws: DataFileError.self) {
      try ContentDigest.check(Data("abd".utf8), is: "ba78", file: "x")
    }
    #expect(error?.kind == .checksum)
  }
}
