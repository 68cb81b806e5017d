import DataFiles
import Foundation
import Tables
import Testing

@Suite struct TableFileTests {
  @Test func `reads names, texts and numbers`() throws {
    let file = try TemporaryTable("a, b \n1, x y \n2.5,\n").file()
    #expect(file.columnNames == ["a", "b"])
    #expect(file.rowCount == 2)
    #expect(file.number(row: 1, column: 0) == 2.5)
    #expect(file.text(row: 0, column: 1) == "x y")
    #expect(file.number(row: 1, column: 1) == nil)
  }
}
