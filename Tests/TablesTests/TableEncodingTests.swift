import Foundation
import Notation
import Tables
import Testing

/// The bytes come from Python's `encode`.
@Suite struct TableEncodingTests {
  private let little: [UInt8] = [97, 0, 44, 0, 252, 0, 10, 0, 49, 0, 44, 0, 172, 32, 10, 0]
  private let big: [UInt8] = [
    0, 97, 0, 44, 0, 252, 0, 10, 0, 49, 0, 44, 216, 61, 222, 0, 0, 10,
  ]
  private let windows: [UInt8] = [97, 44, 252, 10, 49, 44, 128, 10]

  @Test func `a byte-order mark is skipped`() throws {
    let file = try TemporaryTable("\u{FEFF}a,ü\n1,€\n").file()
    #expect(file.columnNames == ["a", "ü"])
    #expect(file.text(row: 0, column: 1) == "€")
  }

  @Test func `UTF-16 of either order is read, with a mark or without`() throws {
    for bytes in [little, [0xFF, 0xFE] + little] {
      let file = try TemporaryTable(bytes).file()
      #expect(file.columnNames == ["a", "ü"])
      #expect(file.text(row: 0, column: 1) == "€")
    }
    for bytes in [big, [0xFE, 0xFF] + big] {
      for encoding in [TableEncoding.automatic, .utf16] {
        #expect(try TemporaryTable(bytes).file(encoding).text(row: 0, column: 1) == "😀")
      }
    }
  }

  @Test func `other bytes are refused with line and column, and read as Latin-1`() throws {
    let table = try TemporaryTable("a,b\nx,ü\n1,".utf8.map { $0 } + [0xFC, 0x0A])
    #expect(
      table.message() == "t.csv, line 3, column 'b': the text must be UTF-8; "
        + "received the byte 0xFC; '--encoding latin1' reads files of older programs")
    #expect(
      try TemporaryTable(windows).message().hasPrefix("t.csv, line 1, column '2': the text must be")
    )
    let file = try TemporaryTable(windows).file(.latin1)
    #expect(file.columnNames == ["a", "ü"])
    #expect(file.text(row: 0, column: 1) == "€")
  }

  /// Overlong forms, a surrogate, a number past U+10FFFF, a lone and a missing continuation byte.
  @Test(
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
      [0xC3],
      [0xF0, 0x9F, 0x98], [0xFF],
    ] as [[UInt8]])
  func `malformed UTF-8 is refused`(bytes: [UInt8]) throws {
    let table = try TemporaryTable(Array("a,b\n1234567890,".utf8) + bytes + [0x0A])
    #expect(table.message().hasPrefix("t.csv, line 2, column 'b': the text must be UTF-8"))
  }

  @Test func `every character of UTF-8 is read`() throws {
    let text = "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
    #expect(try TemporaryTable("a,b\n1,\(text)\n").file().text(row: 0, column: 1) == text)
  }

  @Test(
    arguments: [
      (
        [0xFF, 0xFE, 97, 0, 10],
        "t.csv: a UTF-16 file must have an even number of bytes; received 5"
      ),
      (
        [0xFF, 0xFE, 97, 0, 10, 0, 0, 0xD8, 97, 0],
        "t.csv, line 2: the text must be UTF-16; received half of a surrogate pair; "
          + "try '--encoding utf8' or 'latin1'"
      ),
      (
        [0xFF, 0xFE, 97, 0, 10, 0, 0, 0], "t.csv, line 2: a table must be text; received a NUL byte"
      ),
    ] as [([UInt8], String)])
  func `malformed UTF-16 is refused`(bytes: [UInt8], expected: String) throws {
    #expect(try TemporaryTable(bytes).message() == expected)
  }

  @Test func `the encodings are words of the notation`() throws {
    #expect(
      TableEncoding.allCases.map(\.notation.description) == [
        "automatic", "utf8", "utf16", "latin1",
      ])
    #expect(ColumnKind.allCases.map(\.notation.description).contains("yesNo"))
    #expect(TablePurpose.regress.notation.description == "regress")
  }
}
