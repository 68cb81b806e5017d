import DataFiles
import Foundation
import Tables
import Testing

@Suite struct ColumnInferenceTests {
  /// The profile of a column of 40 rows beside a target.
  private func profile(_ name: String, _ values: [String]) throws -> ColumnProfile {
    let file = try table([
      name: values, "other": texts(values.count) { "\($0 % 7).5" },
      "target": texts(values.count) { $0 % 2 == 0 ? "a" : "b" },
    ])
    let schema = try TableSchema(file, choices: TableChoices(target: "target"))
    return try #require(schema.columns.first { $0.name == name })
  }

  /// A column of 40 rows.
  struct Case: Sendable {
    let name: String
    let kind: ColumnKind
    let reason: String
    let value: @Sendable (Int) -> String

    init(
      _ name: String, _ kind: ColumnKind, _ reason: String,
      value: @escaping @Sendable (Int) -> String
    ) {
      (self.name, self.kind, self.reason, self.value) = (name, kind, reason, value)
    }
  }

  static let cases: [Case] = [
    Case("x", .number, "40 values") { "\($0).5" },
    Case("x", .number, "whole, 3 values") { "\($0 % 3)" },
    Case("x", .number, "whole, 40 values") { "\($0 + 1)" },
    Case("id", .identifier, "its own value in each row") { "\($0 + 1)" },
    Case("userId", .category, "named like an identifier, 10 values") { "\($0 / 4)" },
    Case("user_id", .category, "named like an identifier, 10 values") { "\($0 / 4)" },
    Case("item", .category, "named like an identifier, 20 values") { "\($0 / 2)" },
    Case("items", .number, "whole, 20 values") { "\($0 / 2)" },
    Case("valid", .number, "whole, 20 values") { "\($0 / 2)" },
    Case("index", .identifier, "its own value in each row") { "\($0)" },
    Case("index", .number, "whole, 20 values") { "\($0 / 2)" },
    Case("zip", .category, "codes, 10 values") { "\(1000 + $0 / 4)" },
    Case("tweet", .identifier, "its own value in each row") { "90071992547409\($0 + 10)" },
    Case("plant", .category, "codes, 10 values") { "0\(1067 + $0 / 4)" },
    Case("x", .yesNo, "0 or 1") { "\($0 % 2)" },
    Case("x", .yesNo, "Ja or nein") { $0 % 3 == 0 ? "Ja" : "nein" },
    Case("x", .yesNo, "TRUE or false") { $0 % 2 == 0 ? "TRUE" : "false" },
    Case("x", .category, "2 values") { $0 % 2 == 0 ? "M" : "F" },
    Case("x", .date, "dates, year-month-day") { "2024-01-\($0 % 28 + 1)" },
    Case("x", .date, "dates, day.month.year") { "\($0 % 28 + 1).01.2024" },
    Case("x", .date, "dates, month/day/year") { "01/\($0 % 28 + 1)/2024" },
    Case("x", .category, "9 values") { "01/0\($0 % 9 + 1)/2024" },
    Case("date", .date, "dates, yearmonthday") { "202401\($0 % 20 + 10)" },
    Case("code number", .number, "whole, 20 values") { "202401\($0 % 20 + 10)" },
    Case("x", .identifier, "its own value in each row") { "name\($0)" },
    Case("x", .text, "its own value in each row") { "the title \($0)" },
    Case("x", .text, "sentences") { "this is a rather long text \($0)" },
    Case("x", .identifier, "nearly its own value in each row") { "w\($0 % 39)" },
    Case("user", .category, "39 values") { "w\($0 % 39)" },
    Case("x", .category, "20 values") { "w\($0 % 20)" },
    Case("x", .constant, "the same value in each row") { _ in "3" },
    Case("x", .constant, "no value") { _ in "NA" },
    Case("x", .category, "1 value, missing in some rows") { $0 % 2 == 0 ? "" : "on sale" },
  ]

  @Test(arguments: cases)
  func `the kind follows from values and name`(column: Case) throws {
    let profile = try profile(column.name, texts(40, column.value))
    #expect(profile.kind == column.kind)
    #expect(profile.reason == column.reason)
  }

  @Test func `missing values are counted, and what is a word among words is not missing`() throws {
    let markers = ["", "NA", "n/a", "NaN", "null", "?", "None", "-", "#N/A", "<NA>"]
    let numbers = try profile("x", markers + texts(30) { "\($0).5" })
    #expect(numbers.kind == .number)
    #expect(numbers.missing == 10)
    #expect(numbers.distinct == 30)
    let words = try profile("x", markers + texts(30) { $0 % 2 == 0 ? "brick" : "wood" })
    #expect(words.kind == .category)
    #expect(words.missing == 8)
    #expect(words.distinct == 4)
    #expect(words.examples == ["None", "-", "brick"])
  }

  @Test func `a choice is followed if the values allow it`() throws {
    let file = try table([
      "x": texts(20) { "\($0 % 4)" }, "d": texts(20) { "0\($0 % 9 + 1)/02/2024" },
      "w": texts(20) { $0 == 6 ? "maybe" : "1" }, "y": texts(20) { $0 % 2 == 0 ? "a" : "b" },
    ])
    func kinds(_ kinds: [String: ColumnKind]) throws -> TableSchema {
      try TableSchema(file, choices: TableChoices(target: "y", kinds: kinds))
    }
    let schema = try kinds(["x": .category, "d": .date])
    #expect(schema.columns.map(\.kind) == [.category, .date, .category, .category])
    #expect(schema.columns[0].reason == "as chosen")
    for (name, kind, expected) in [
      ("w", ColumnKind.number, "line 8, column 'w': must be a number; received 'maybe'"),
      ("w", .yesNo, "line 8, column 'w': must be yes or no; received 'maybe'"),
      (
        "w", .date,
        "line 2, column 'w': must be a date in one order of day, month and year; "
          + "received '1'"
      ),
    ] {
      let message = TemporaryTable.message(file.path) { _ = try kinds([name: kind]) }
      #expect(message == "t.csv, \(expected)")
    }
  }
}
