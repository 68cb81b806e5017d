import Tables
import Testing

@Suite struct DecimalMarkTests {
  /// The numbers of a column in a file of semicolons, beside a column of words.
  private func numbers(_ fields: [String], separator: String = ";") throws -> [Double?] {
    let rows = fields.map { "\"\($0)\"\(separator)w\n" }
    let file = try TemporaryTable("a\(separator)b\n" + rows.joined()).file()
    return fields.indices.map { file.number(row: $0, column: 0) }
  }

  @Test(
    arguments: [
      (["1,5", "2"], [1.5, 2]), (["1.5", "2"], [1.5, 2]), (["1.234,5", "6"], [1234.5, 6]),
      (["1,234.5", "1,000"], [1234.5, 1000]), (["1,234,567", "1,000"], [1_234_567, 1000]),
      (["1.234.567", "1.000"], [1_234_567, 1000]), (["0,125", "1,234"], [0.125, 1.234]),
      (["1 234,5", "12"], [1234.5, 12]), (["1'234.5", "12"], [1234.5, 12]),
      (["1\u{A0}234,5", "12"], [1234.5, 12]), (["1\u{202F}234", "-1 234"], [1234, -1234]),
      (["-1,5e3", "+2,5"], [-1500, 2.5]), (["1,234", "5,678"], [1.234, 5.678]),
    ] as [([String], [Double])])
  func `the mark is the one that fields show`(fields: [String], expected: [Double]) throws {
    #expect(try numbers(fields) == expected)
  }

  @Test func `where commas separate, a comma in quotes groups thousands unless fields show more`()
    throws
  {
    #expect(try numbers(["1,234", "5,678"], separator: ",") == [1234, 5678])
    #expect(try numbers(["0,125", "5,678"], separator: ",") == [0.125, 5.678])
    #expect(try numbers(["1,25", "5,678"], separator: ",") == [1.25, 5.678])
  }

  @Test func `a currency or a percent sign is no part of a number`() throws {
    let fields = ["$1,200.50", "45 %", "€ 3", "7.5€", "£1", "12%", " 5 ", "$"]
    #expect(try numbers(fields) == [1200.5, 45, 3, 7.5, 1, 12, 5, nil])
    #expect(try numbers(["%5", "$", "%", "$$1", "1 km", "0.5"]) == [nil, nil, nil, nil, nil, 0.5])
  }

  @Test func `a column that does not tell follows the others of its file`() throws {
    let comma = try TemporaryTable("a;b\n1.234;0,5\n5.678;0,7\n").file()
    #expect(comma.number(row: 0, column: 0) == 1234)
    let point = try TemporaryTable("a;b\n1.234;0.5\n5.678;0.7\n").file()
    #expect(point.number(row: 0, column: 0) == 1.234)
    let dates = try TemporaryTable("a;b;c\n1.234;0.5;31.12.2024\n5.678;0.7;1.1.2024\n").file()
    #expect(dates.number(row: 0, column: 0) == 1.234)
    #expect(comma.decimalMark == .comma)
    #expect(point.decimalMark == .point)
  }

  @Test(arguments: [
    "1,23,456", "12,34.5", "1,2345.6", "1..5", "1.2,3.4", "abc", "1,5x", ",", "1 23",
  ])
  func `other groups are no number`(field: String) throws {
    #expect(try numbers([field, "1.5"])[0] == nil)
  }
}
