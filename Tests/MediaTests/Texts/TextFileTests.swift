import DataFiles
import Foundation
import Media
import Testing

@Suite struct TextFileTests {
  private func decoded(_ bytes: [UInt8]) throws -> String {
    try TextFile.decode(Data(bytes), file: "x.txt")
  }

  @Test func `UTF-8 and UTF-16 are read, and byte-order marks dropped`() throws {
    #expect(try decoded(Array("é\r\n👩‍🔬".utf8)) == "é\r\n👩‍🔬")
    #expect(try decoded([0xEF, 0xBB, 0xBF, 0x61]) == "a")
    // U+1F44D is D83D DC4D in UTF-16.
    #expect(try decoded([0xFF, 0xFE, 0x61, 0, 0x3D, 0xD8, 0x4D, 0xDC]) == "a👍")
    #expect(try decoded([0xFE, 0xFF, 0, 0x61, 0xD8, 0x3D, 0xDC, 0x4D]) == "a👍")
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0xC3, 0xA9, 0xE9, 0x61], "line 2, column '2'", "the byte 0xE9"),
      ([0xC0, 0xAF], "line 1, column '1'", "the byte 0xC0"),
      ([0x61, 0xE2, 0x82], "line 1, column '2'", "the byte 0xE2"),
      ([0xED, 0xA0, 0x80], "line 1, column '1'", "the byte 0xED"),
      ([0xEF, 0xBB, 0xBF, 0x61, 0xFF], "line 1, column '2'", "the byte 0xFF"),
    ] as [([UInt8], String, String)])
  func `broken UTF-8 is refused with line and column`(
    bytes: [UInt8], position: String, received: String
  ) {
    #expect(
      message { _ = try decoded(bytes) }
        == "x.txt, \(position): text must be UTF-8, or UTF-16 with a byte-order mark; "
        + "received \(received); save it as UTF-8")
  }

  @Test func `broken UTF-16 is refused with line and column`() {
    #expect(
      message { _ = try decoded([0xFF, 0xFE, 0x0A, 0, 0x61, 0, 0x3D, 0xD8, 0x61, 0]) }
        == "x.txt, line 2, column '2': text with the byte-order mark of UTF-16 must be UTF-16; "
        + "received half of a pair, 0xD83D")
    #expect(
      message { _ = try decoded([0xFF, 0xFE, 0x0A, 0, 0x61]) }
        == "x.txt, line 2, column '1': text with the byte-order mark of UTF-16 must be UTF-16; "
        + "received an odd number of bytes")
  }

  @Test func `a NUL, as in UTF-16 without a mark, and nothing at all are refused`() {
    #expect(
      message { _ = try decoded([0x61, 0, 0x62, 0]) }
        == "x.txt, line 1, column '2': text must not hold the character NUL; received one; "
        + "save it as UTF-8")
    #expect(message { _ = try decoded([]) } == "x.txt: must hold text; received an empty file")
    #expect(
      message { _ = try decoded([0xEF, 0xBB, 0xBF]) }
        == "x.txt: must hold text; received an empty file")
  }

  @Test func `a text that would not fit the memory is refused`() throws {
    let folder = try TemporaryFolder()
    let url = try folder.write("x.txt")
    // A file with a hole takes no room on the disk.
    #expect(truncate(url.path, (2 << 30) + 1) == 0)
    #expect(
      message(in: folder.url) { _ = try TextFile.read(url) }
        == "x.txt: a text must have at most 2147483648 bytes, to fit the memory; "
        + "received 2147483649")
  }

  @Test func `the texts of a folder follow one another in the order of their names`() throws {
    let folder = try TemporaryFolder()
    try folder.write("b.txt", Data("second".utf8))
    try folder.write("a.md", Data("first".utf8))
    try folder.write("c/d.TXT", Data("third\n".utf8))
    try folder.write("c/e.txt", Data("fourth".utf8))
    try folder.write("x.png")
    let content = try TextFile.read(folder.url)
    #expect(content.text == "first\nsecond\nthird\nfourth")
    #expect(content.files == ["a.md", "b.txt", "c/d.TXT", "c/e.txt"])
    #expect(
      content.note == "files ignored in \(folder.url.path): 1 of other types, such as 'x.png'")
    let single = try TextFile.read(folder.url.appending(path: "a.md"))
    #expect(single.text == "first")
  }

  @Test func `what is not there, and a folder without texts, are refused`() throws {
    let folder = try TemporaryFolder()
    #expect(
      message(in: folder.url) { _ = try TextFile.read(folder.url) }
        == "FOLDER: must hold texts (.txt or .md); received none")
    let fault = message(in: folder.url) {
      _ = try TextFile.read(folder.url.appending(path: "x.txt"))
    }
    #expect(
      fault == "x.txt: the text must be readable; received \"No such file or directory\"")
  }
}
