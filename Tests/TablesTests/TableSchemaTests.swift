import DataFiles
import Foundation
import Tables
import Testing

@Suite struct TableSchemaTests {
  private let words = texts(60) { "s\($0 % 3)" }
  private let x = texts(60) { "\($0 % 13).5" }

  private func notices(
    _ columns: KeyValuePairs<String, [String]>, target: String = "y"
  ) throws -> [String] {
    try TableSchema(table(columns), choices: TableChoices(target: target)).notices
  }

  @Test func `choices change what is kept`() throws {
    let file = try table(["x": x, "id": texts(60) { "\($0)" }, "y": words])
    let schema = try TableSchema(
      file, choices: TableChoices(target: "y", kinds: ["id": .number], dropped: ["x"]))
    #expect(schema.columns.map(\.name) == ["id", "y"])
    #expect(schema.features.map(\.name) == ["id"])
    #expect(schema.columns[1].kind == .category)
    #expect(schema.columns[1].reason == "the target, 3 classes")
  }

  @Test func `what is left out is told`() throws {
    let long = texts(60) { "a text of more than four words \($0)" }
    #expect(
      try notices([
        "id": texts(60) { "\($0)" }, "key": texts(60) { "k\($0)" }, "c": texts(60) { _ in "1" },
        "note": long, "x": x, "y": words,
      ]) == [
        "Left out as identifiers: 'id', 'key'.", "Left out as constant: 'c'.",
        "Left out since free text is no input of a table's network: 'note'.",
      ])
  }

  @Test func `a last row that sums up the others is told`() throws {
    let prices = (1...20).map { "\(Double($0) + 0.1)" }
    func said(_ last: String) throws -> Bool {
      try notices(
        [
          "kind": (0...20).map { ["a", "b", "c"][$0 % 3] }, "price": prices + [last],
        ], target: "price"
      ).contains(
        "Line 22, the last, looks like totals: its 'price' is the sum of the rows above; delete it if "
          + "it is no example.")
    }
    #expect(try said("212") && said("212.0000001"))
    #expect(try !said("213") && !said("21.1"))
  }

  @Test func `what predict added is not taken for the target`() throws {
    let file = try table([
      "x": x, "y": words, "prediction": words, "probability s1": x, "prediction high": x,
    ])
    #expect(try TableSchema(file, choices: TableChoices()).target == "y")
  }

  @Test func `a text that alone is left to learn from is not told to be left out`() throws {
    let long = texts(60) { "a text of more than four words \($0)" }
    let all = try notices(["id": texts(60) { "\($0)" }, "note": long, "y": words])
    #expect(all == ["Left out as identifiers: 'id'."])
  }

  @Test func `rows without a target and classes of one row are told`() throws {
    let classes = texts(60) { $0 < 2 ? "" : $0 == 2 ? "rare" : "s\($0 % 3)" }
    #expect(
      try notices(["x": x, "y": classes]) == [
        "2 rows without a target 'y' are left out.",
        "The class 'rare' has a single row, which is not held out.",
      ])
    let file = try table(["x": x, "y": classes])
    let schema = try TableSchema(file, choices: TableChoices(target: "y"))
    #expect(try schema.rows(of: file) == Array(2..<60))
  }

  @Test func `a dash is no class among numbers, and one among words`() throws {
    for (values, count) in [
      (texts(60) { $0 < 2 ? "-" : "\($0 % 3)" }, 58),
      (texts(60) { $0 < 2 ? "-" : "s\($0 % 3)" }, 60),
    ] {
      let file = try table(["x": x, "y": values])
      let schema = try TableSchema(file, choices: TableChoices(target: "y"))
      let rows = try schema.rows(of: file)
      #expect(rows.count == count)
      #expect(
        try TargetEncoder(file, schema: schema, rows: rows).codes(file, rows: rows).count == count)
    }
  }

  @Test func `a column that tells the target is told`() throws {
    let codes = texts(60) { "c\(($0 % 3) * 7)" }
    #expect(
      try notices(["x": x, "code": codes, "y": words])
        == ["'code' tells the target exactly; --drop code if it is not known when one predicts."])
    let mixed = texts(60) { $0 == 59 ? "c0" : "c\(($0 % 3) * 7)" }
    #expect(try notices(["x": x, "code": mixed, "y": words]).isEmpty)
    let price = texts(60) { "\($0 * $0).25" }
    let cents = texts(60) { "\($0 * $0 * 100 + 25)" }
    #expect(
      try notices(["x": x, "cents": cents, "y": price])
        == ["'cents' tells the target exactly; --drop cents if it is not known when one predicts."])
    let roots = texts(60) { "\($0).5" }
    #expect(try notices(["x": x, "roots": roots, "y": price]).isEmpty)
  }

  @Test func `numbers with a word and dates of either order are told`() throws {
    #expect(
      try notices([
        "x": texts(60) { $0 == 4 ? "twelve" : "\($0 % 9).5" },
        "d": texts(60) { "0\($0 % 9 + 1)/02/2024" }, "y": words,
      ]) == [
        "'d' may be dates with the day or the month first; --column d=date takes the day first.",
        "'x' would be numbers but for 'twelve' in line 6; it is taken for a category.",
      ])
  }

  @Test func `a table without a column to learn from is refused`() throws {
    let file = try table(["id": texts(60) { "\($0)" }, "y": words])
    #expect(
      TemporaryTable.message(file.path) { _ = try TableSchema(file, choices: TableChoices()) }
        == "t.csv: a column besides the target 'y' must tell something; received none that is a "
        + "number, a category, yes/no, a date or a text; '--column NAME=category' keeps a column")
    let one = try table(["y": words])
    #expect(
      TemporaryTable.message(one.path) { _ = try TableSchema(one, choices: TableChoices()) }
        == "t.csv: a table must have two columns or more; received one, 'y'; "
        + "columns are separated by commas, semicolons or tabs")
  }

  @Test func `a schema is read back from JSON`() throws {
    let schema = try TableSchema(table(["x": x, "y": words]), choices: TableChoices())
    let data = try JSONEncoder().encode(schema)
    #expect(try JSONDecoder().decode(TableSchema.self, from: data) == schema)
  }
}
