import DataFiles
import Foundation
import Tables
import Testing

@Suite struct PredictionTableTests {
  private func written(_ table: PredictionTable, _ path: String) throws -> String {
    try table.write(to: path)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func folder(_ table: TemporaryTable) -> String {
    URL(fileURLWithPath: table.path).deletingLastPathComponent().path
  }

  @Test func `fields stay as they are, and new ones are quoted where they must be`() throws {
    let input = try TemporaryTable("\u{FEFF}id,\"na,me\"\r\n1,\"a \"\"b\"\"\"\r\n 02 ,\"\"\r\n")
    let table = PredictionTable(
      try input.file(),
      adding: [
        .texts("prediction", ["yes", "no, \"never\""]), .numbers("probability a,b", ["0.25", "1"]),
      ])
    let expected = """
      id,"na,me",prediction,"probability a,b"
      1,"a ""b\""",yes,0.25
       02 ,"","no, ""never\""",1

      """
    let path = folder(input) + "/out put.csv"
    #expect(try written(table, path) == expected)
    #expect(Array(table.lines) == expected.split(separator: "\n").map(String.init))
    let back = try TableFile(path: path)
    #expect(back.text(row: 1, column: 2) == "no, \"never\"")
  }

  @Test(arguments: [
    ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""), (" a", "\" a\""), ("a ", "\"a \""), ("a;b", "a;b"),
    ("", ""),
  ])
  func `a text is quoted if it would be read otherwise`(text: String, expected: String) throws {
    let input = try TemporaryTable("a,b\n1,2\n")
    let table = PredictionTable(try input.file(), adding: [.texts("t", [text])])
    #expect(Array(table.lines) == ["a,b,t", "1,2,\(expected)"])
  }

  @Test func `numbers have the input's decimal mark`() throws {
    let input = try TemporaryTable("a;b\n1,5;x\n2,5;y\n")
    let table = PredictionTable(
      try input.file(), rows: [1],
      adding: [.numbers("prediction", ["-3.25"]), .texts("t", ["a.b"])])
    #expect(Array(table.lines) == ["a;b;prediction;t", "2,5;y;-3,25;a.b"])
  }

  @Test func `a file of predictions can be predicted again`() throws {
    let input = try TemporaryTable("a,prediction\n1,old\n2,older\n")
    let table = PredictionTable(try input.file(), adding: [.texts("prediction", ["x", "y"])])
    #expect(try written(table, input.path) == "a,prediction\n1,x\n2,y\n")
  }

  @Test func `the file is whole or not there`() throws {
    let input = try TemporaryTable("a,b\n1,2\n")
    let table = PredictionTable(try input.file(), adding: [.texts("prediction", ["x"])])
    let folder = folder(input)
    for path in [folder + "/none/out.csv", folder] {
      let message = TemporaryTable.message(path) { try table.write(to: path) }
      #expect(message.contains(": the predictions must be writable; received \""))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["t.csv"])
  }

  @Test func `a link stays a link, and a device is written to`() throws {
    let input = try TemporaryTable("a,b\n1,2\n")
    let table = PredictionTable(try input.file(), adding: [.texts("prediction", ["x"])])
    let (link, real) = (folder(input) + "/link.csv", folder(input) + "/real.csv")
    try Data().write(to: URL(fileURLWithPath: real))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
    #expect(try written(table, link) == "a,b,prediction\n1,2,x\n")
    #expect(try String(contentsOfFile: real, encoding: .utf8) == "a,b,prediction\n1,2,x\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == real)
    try table.write(to: "/dev/null")
    #expect(
      TemporaryTable.message("/dev/full") { try table.write(to: "/dev/full") }
        .hasPrefix("full: the disk must have room for the predictions; received \""))
    #expect(!FileManager.default.fileExists(atPath: "/dev/.null.\(getpid()).part"))
  }
}
