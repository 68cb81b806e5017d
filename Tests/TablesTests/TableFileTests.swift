import DataFiles
import Foundation
import Tables
import Testing

@Suite struct TableFileTests {
  @Test func `reads names, texts and numbers without the spaces around them`() throws {
    let file = try TemporaryTable("a, b \n1, x y \n 2.5 ,\n").file()
    #expect(file.columnNames == ["a", "b"])
    #expect(file.rowCount == 2)
    #expect(file.separator == .comma)
    #expect(file.number(row: 1, column: 0) == 2.5)
    #expect(file.text(row: 0, column: 1) == "x y")
    #expect(file.number(row: 1, column: 1) == nil)
    #expect(file.index(ofColumn: "b") == 1)
    #expect(file.index(ofColumn: "c") == nil)
    #expect(file.line(ofRow: 1) == 3)
  }

  @Test func `a first line may name the separator, as Excel writes it`() throws {
    let file = try TemporaryTable("\u{FEFF}sep=;\r\na,b;c\r\n1;2,5\r\n3;x\r\n").file()
    #expect(file.separator == .semicolon && file.columnNames == ["a,b", "c"])
    #expect(file.rowCount == 2 && file.line(ofRow: 0) == 3)
    let other = try TemporaryTable("sep=;\na,b,c;d\n1,2,3;x\n").file()
    #expect(other.columnNames == ["a,b,c", "d"])
    #expect(try TemporaryTable("SEP=\t\na\tb\n1\t2\n").file().columnNames == ["a", "b"])
    #expect(
      try TemporaryTable("sep=|\na|b\n1|2\n").message()
        == "t.csv, line 1: the separator must be a comma, a semicolon or a tab; received 'sep=|'")
    #expect(try TemporaryTable("sep=wide,b\n1,2\n").file().columnNames == ["sep=wide", "b"])
  }

  @Test func `a fault in a header below the separator's line has its line`() throws {
    #expect(
      try TemporaryTable("sep=;\na;a\n1;2\n").message().hasPrefix("t.csv, line 2, column '2': "))
  }

  @Test func `codes have no spaces`() throws {
    let file = try TemporaryTable(
      "place, y\n" + (0..<30).map { " 0100\($0 % 3), \($0 % 2)\n" }.joined()
    ).file()
    #expect(
      try TableSchema(file, choices: TableChoices(target: "y")).columns[0].kind == .category)
  }

  @Test func `separators at the end of each line make no columns`() throws {
    let file = try TemporaryTable("a;b;;\n1;2;;\n3;4;;\n").file()
    #expect(file.columnNames == ["a", "b"] && file.rowCount == 2)
    #expect(file.number(row: 1, column: 1) == 4)
    let table = PredictionTable(file, adding: [.texts("p", ["x", "y"])])
    #expect(Array(table.lines) == ["a;b;p", "1;2;x", "3;4;y"])
    #expect(
      try TemporaryTable("a;b;;\n1;2;;\n3;4;;5\n").message().contains(
        "a column must have a name; received an empty one"))
  }

  /// The digests come from Python's hashlib, the compressed bytes from gzip.compress(…, mtime=0).
  @Test func `the digest is that of the bytes on the disk, compressed or not`() throws {
    let plain = try TemporaryTable("a,b\n1,2\n").file()
    #expect(plain.digest == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470")
    let bytes: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 212, 73, 226, 50, 212, 49, 226, 2, 0, 123, 7, 151, 10, 8,
      0, 0, 0,
    ]
    let compressed = try TemporaryTable(bytes, name: "t.csv.gz").file()
    #expect(compressed.digest == "c486812b56f8c34f44992861dd542c0d52686bb0a6d85b210e5ddba056e65302")
    #expect(compressed.number(row: 0, column: 1) == 2)
    let cut = try TemporaryTable(Array(bytes.dropLast(9)), name: "t.csv.gz")
    #expect(cut.message().hasPrefix("t.csv.gz: the gzip data must end with their check sum"))
  }

  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", CSVTable.Separator.comma), ("a;b\n1,5;2\n3,5;4\n", .semicolon),
    ("a\tb\n1,5\t2\n", .tab), ("a;b\n\"x;y\";2\nz;1,2,3\n", .semicolon),
    ("city, country;n\nBerlin, Germany;1\nParis, France;2\n", .semicolon),
    ("a;b,c,d\nx;y,1,2\nz;w,3,4\n", .comma), ("name,\"x;y;z\"\nq,1\n", .comma),
    ("text\nnothing\n", .comma),
  ])
  func `the separator is the one that rows have as often as the header`(
    text: String, separator: CSVTable.Separator
  ) throws {
    #expect(try TemporaryTable(text).file().separator == separator)
  }

  @Test func `a first name may be empty, as pandas and R write row labels`() throws {
    let file = try TemporaryTable(",x\n0,1\n1,2\n").file()
    #expect(file.columnNames == ["row", "x"])
    let numbered = try TemporaryTable("\"\",\"0.5\",\"1.5\"\n\"a\",1,2\n").file()
    #expect(numbered.columnNames == ["row", "0.5", "1.5"])
  }

  @Test(arguments: [
    (
      "a,b,a\n1,2,3\n",
      "t.csv, line 1, column '3': a column's name must be its own; "
        + "received 'a', which is that of column 1 too"
    ),
    (
      "a,,c\n1,2,3\n", "t.csv, line 1, column '2': a column must have a name; received an empty one"
    ),
    ("a,b\n", "t.csv: a table must have rows below its header; received only a header"),
    (
      "a,b\n1,2\n1,2,3\n",
      "t.csv, line 3: every row must have as many fields as the first, 2; received 3"
    ),
    (
      "a,b\n\"1\n2\",2\n\"x,3\n4,5\n",
      "t.csv, line 4: a quoted field must be closed; received the end of the file"
    ),
    ("", "t.csv: a table must have a header and rows; received an empty file"),
    ("\u{FEFF}", "t.csv: a table must have at least one row; received an empty file"),
    ("\n\n\n", "t.csv: a table must have at least one row; received an empty file"),
    ("a,b\n1,\0\n", "t.csv, line 2: a table must be text; received a NUL byte"),
    (
      "PK\u{3}\u{4}xl",
      "t.csv: a table must be text; received a spreadsheet or zip archive; "
        + "save it as CSV first"
    ),
    (
      "5.1,3.5,setosa\n4.9,3,setosa\n",
      "t.csv, line 1: the first line must name the columns; "
        + "received the number '5.1'; put a line of names above it"
    ),
    (
      "a\u{1B}[2J,\"b\nc\",b\n1,2\n",
      "t.csv, line 3: every row must have as many fields as the first, 3; received 2"
    ),
  ])
  func `a malformed table is refused in one sentence`(text: String, expected: String) throws {
    #expect(try TemporaryTable(text).message() == expected)
  }

  @Test func `what is no file is refused`() throws {
    let table = try TemporaryTable("a,b\n1,2\n")
    let folder = URL(fileURLWithPath: table.path).deletingLastPathComponent().path
    let pipe = folder + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, expected) in [
      (folder, "the table must be a regular file; received a folder"),
      (pipe, "the table must be a regular file; received a pipe"),
      ("/dev/null", "the table must be a regular file; received a device"),
      (folder + "/none.csv", "the table must be an existing file; received no file of that name"),
      (table.path + "/x", "the table must be an existing file; received no file of that name"),
    ] {
      let message = TemporaryTable.message(path) { _ = try TableFile(path: path) }
      #expect(message.hasSuffix(": \(expected)"))
    }
  }

  @Test func `what does not fit into memory says how much it needs`() throws {
    let table = try TemporaryTable("a,b\n1,2\n")
    #expect(truncate(table.path, 1_000_000_000) == 0)
    let message = TemporaryTable.message(table.path) {
      _ = try TableFile(path: table.path, encoding: .automatic, memory: 3_000_000_000)
    }
    #expect(
      message == "t.csv: the table must fit into memory, of which 3.0 GB are free; "
        + "received 1.0 GB, which need about 4.0 GB")
    #expect(truncate(table.path, 5_000_000_000) == 0)
    #expect(table.message() == "t.csv: a table must be smaller than 4.29 GB; received 5.0 GB")
  }

  @Test func `a name with a line end does not break the sentence`() throws {
    let message = try TemporaryTable("\"a\nb\",\"a\nb\"\n1,2\n").message()
    #expect(message.contains("received 'a\\u{A}b', which is that of column 1 too"))
  }

  @Test func `a name of any length leaves the sentence short`() throws {
    let name = String(repeating: "n", count: 100_000)
    let table = try TemporaryTable("\(name),y\nx,1.5\n2,2\n")
    for choices in [
      TableChoices(target: name, purpose: .regress), TableChoices(target: "z"),
      TableChoices(target: String(repeating: "z", count: 100_000)),
    ] {
      let message = TemporaryTable.message(table.path) {
        _ = try TableSchema(table.file(), choices: choices)
      }
      #expect((20..<400).contains(message.count))
    }
  }

  @Test func `a hundred thousand columns are read`() throws {
    let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<100_000).map { "\($0 % 10)" }.joined(separator: ",")
    let file = try TemporaryTable("\(names)\n\(row)\n").file()
    #expect(file.columnNames.count == 100_000)
    #expect(file.number(row: 0, column: 99_999) == 9)
  }
}
