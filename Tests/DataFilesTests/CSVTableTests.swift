import DataFiles
import Foundation
import Testing

@Suite struct CSVTableTests {
  private func table(
    _ text: String, _ separator: CSVTable.Separator = .comma, hasHeader: Bool = true
  ) throws -> CSVTable {
    try CSVTable(Data(text.utf8), file: "t.csv", separator: separator, hasHeader: hasHeader)
  }

  private func message(_ text: String, _ body: (CSVTable) throws -> Void = { _ in }) -> String {
    do {
      try body(try table(text))
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func `reads names and numbers`() throws {
    let table = try table("a,b\n1,2.5\n-3e2,.25\n")
    #expect(table.columnNames == ["a", "b"])
    #expect(table.rowCount == 2)
    #expect(try table.numbers(inColumn: "a") == [1, -300])
    #expect(try table.numbers(inColumn: 1) == [2.5, 0.25])
    #expect(try table.matrix(ofColumns: [1, 0]) == [2.5, 1, 0.25, -300])
  }

  @Test func `quoted fields may hold separators, line ends and quotes`() throws {
    let table = try table("name,\"x,y\"\r\n\"a \"\"b\"\"\",\"1\"\r\n\"two\r\nlines\",2\r\n")
    #expect(table.columnNames == ["name", "x,y"])
    #expect(try table.texts(inColumn: "name") == ["a \"b\"", "two\r\nlines"])
    #expect(try table.numbers(inColumn: "x,y") == [1, 2])
  }

  @Test(arguments: [
    (separator: CSVTable.Separator.tab, text: "1\t2\n3\t4"), (.semicolon, "1;2\n3;4\n\n"),
  ])
  func `other separators, no header and a missing last line end`(
    separator: CSVTable.Separator, text: String
  ) throws {
    let table = try table(text, separator, hasHeader: false)
    #expect(table.columnNames.isEmpty)
    #expect(try table.numbers(inColumn: 1) == [2, 4])
  }

  @Test func `a byte order mark is not part of the first name`() throws {
    #expect(try table("\u{FEFF}a,b\n1,2\n").columnNames == ["a", "b"])
  }

  @Test func `a trailing separator is an empty last field`() throws {
    #expect(try table("a,b,\n1,2,\n").text(row: 0, column: 2) == "")
  }

  @Test func `a row with a missing field is refused`() {
    #expect(
      message("a,b,c\n1,2,3\n4,5\n")
        == "t.csv, line 3: every row must have as many fields as the first, 3; received 2")
    #expect(message("a,b\n1,2\n\n3,4\n").contains("line 3"))
  }

  @Test(arguments: [
    ("a,b\n1,x7\n", "'x7'"), ("a,b\n1,\n", "an empty field"), ("a,b\n1,nan\n", "'nan'"),
    ("a,b\n1,1e999\n", "'1e999'"), ("a,b\n1,0x10\n", "'0x10'"), ("a,b\n1,1.2.3\n", "'1.2.3'"),
    ("a,b\n1,1e\n", "'1e'"), ("a,b\n1,-\n", "'-'"), ("a,b\n1,\"\"\n", "an empty field"),
    ("a,b\n1,1_000\n", "'1_000'"), ("a,b\n1,1e5x\n", "'1e5x'"), ("a,b\n1,.\n", "'.'"),
  ])
  func `a field that is no number is named with its line and column`(
    text: String, received: String
  ) {
    #expect(
      message(text) { _ = try $0.numbers(inColumn: "b") }
        == "t.csv, line 2, column 'b': must be a finite number; received \(received)")
  }

  @Test func `the line is counted through quoted line ends`() {
    let text = "a,b\n\"x\n\n\",1\ny,oops\n"
    #expect(
      message(text) { _ = try $0.numbers(inColumn: 1) }.hasPrefix("t.csv, line 5, column 'b'"))
  }

  @Test func `an unknown column is answered with the nearest name`() {
    #expect(
      message("crim,medv\n1,2\n") { _ = try $0.numbers(inColumn: "medw") }
        == "t.csv: the column must be one of the header's (crim, medv); received 'medw'; "
        + "did you mean 'medv'?")
    #expect(
      message("a,b\n1,2\n") { _ = try $0.numbers(inColumn: 2) }
        == "t.csv: a column's position must be in 0..<2; received 2")
  }

  @Test func `a name that two columns have is refused when it is asked for`() {
    #expect(
      message("x,y,x\n1,2,3\n") { _ = try $0.index(ofColumn: "x") }
        == "t.csv, line 1, column 'x': a column's name must be its own; "
        + "received columns 1, 3 of that name; give the position instead")
  }

  @Test(arguments: [
    ("a\n\"b\n", "line 2: a quoted field must be closed; received the end of the file"),
    ("a\nb\"c\n", "line 2: a quote must open its field; received one inside a bare field"),
    ("a\n\"b\"c\n", "line 2: a closing quote must end its field; received more text after it"),
    ("a\rb\n", "line 1: a line must end with LF or CR LF; received a lone CR"),
  ])
  func `faulty quoting and line ends are refused`(text: String, expected: String) {
    #expect(message(text) == "t.csv, \(expected)")
  }

  @Test func `an empty file is refused`() {
    #expect(message("").hasSuffix("a table must have at least one row; received an empty file"))
    #expect(message("\n\n").contains("at least one row"))
  }

  /// Every decimal is compared with the standard library's correctly rounded reading.
  @Test func `numbers are rounded correctly`() throws {
    let words = [
      "0", "-0", "+7", "0.1", "123456789012345678", "9007199254740993", "1.7976931348623157e308",
      "4.9e-324", "2.2250738585072011e-308", "1e23", "8.41e21", "5e-22", "0.30000000000000004",
      "00012.500", "1e-400", "123456789.123456789", "3.141592653589793238462643",
    ]
    let table = try table("x\n" + words.joined(separator: "\n"))
    #expect(
      try table.numbers(inColumn: 0).map(\.bitPattern) == words.map { Double($0)!.bitPattern })
  }

  @Test func `random decimals are rounded correctly`() throws {
    var state: UInt64 = 1
    let words = (0..<5000).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407  // Knuth's MMIX
      return "\(state >> (index % 48 + 5))e\(Int(state % 47) - 23)"
    }
    let table = try table("x\n" + words.joined(separator: "\n"))
    #expect(try table.numbers(inColumn: 0) == words.map { Double($0)! })
  }
}
