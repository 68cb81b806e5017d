import DataFiles
import Tables
import Testing

@Suite struct TargetInferenceTests {
  private func schema(
    _ columns: KeyValuePairs<String, [String]>, _ choices: TableChoices = TableChoices()
  ) throws -> TableSchema {
    try TableSchema(table(columns), choices: choices)
  }

  private func message(
    _ columns: KeyValuePairs<String, [String]>, _ choices: TableChoices = TableChoices()
  ) throws -> String {
    let file = try table(columns)
    return TemporaryTable.message(file.path) { _ = try TableSchema(file, choices: choices) }
  }

  private let x = texts(60) { "\($0 % 13).5" }

  @Test func `without a name it is the last column, and that is told`() throws {
    let schema = try schema(["x": x, "species": texts(60) { "s\($0 % 3)" }])
    #expect(schema.target == "species")
    #expect(schema.purpose == .classify)
    #expect(
      schema.notices == ["The target is the last column, 'species'; --target NAME for another."])
    #expect(schema.features.map(\.name) == ["x"])
  }

  @Test(arguments: [("target", 1), ("Label", 1), ("class", 0), ("class", 1), ("y", 0), ("y", 1)])
  func `a column called target or label is it, and y or class if it is the first`(
    name: String, position: Int
  ) throws {
    let columns = (0..<3).map { $0 == position ? name : "x\($0)" }
    let schema = try schema([columns[0]: x, columns[1]: x, columns[2]: x])
    let isTaken = name.lowercased() == "target" || name == "Label" || position == 0
    #expect(schema.target == (isTaken ? name : "x2"))
    #expect(schema.notices[0].contains(isTaken ? "by its name" : "the last column"))
  }

  @Test func `a last column that cannot be predicted is refused with the names`() throws {
    #expect(
      try message(["x": x, "name": texts(60) { "n\($0)" }])
        == "t.csv: the target must be one of the columns; received none by name, and a last one, "
        + "'name', that is an identifier (its own value in each row); name one with --target: x, name"
    )
    #expect(
      try message(["x": x, "name": texts(60) { "n\($0)" }], TableChoices(target: "name"))
        == "t.csv, column 'name': the classes of a target must repeat; "
        + "received a value of its own in each row, such as 'n0'")
    #expect(
      try message(["x": x, "y": texts(60) { _ in "1" }], TableChoices(target: "y"))
        == "t.csv, column 'y': the target must have different values; received '1' in each row")
    #expect(
      try message(["x": x, "y": texts(60) { _ in "NA" }], TableChoices(target: "y"))
        == "t.csv, column 'y': the target must have different values; received none")
  }

  @Test(arguments: [
    ("y", 3, TablePurpose.classify), ("y", 12, .classify), ("y", 13, .regress),
    ("rating", 5, .regress),
    ("year", 5, .regress), ("y", 2, .classify),
  ])
  func `few whole numbers are classes unless they are called amounts`(
    name: String, count: Int, purpose: TablePurpose
  ) throws {
    let schema = try schema(["x": x, name: texts(60) { "\($0 % count)" }])
    #expect(schema.purpose == purpose)
    // 0 and 1 are yes and no; nobody wonders why these are classes.
    #expect(
      schema.notices.contains { $0.contains("--regress") } == (purpose == .classify && count > 2))
  }

  @Test func `a purpose that was chosen is kept, if the values allow it`() throws {
    let columns: KeyValuePairs = ["x": x, "y": texts(60) { $0 == 7 ? "many" : "\($0 % 6)" }]
    #expect(try schema(columns).purpose == .classify)
    #expect(
      try message(columns, TableChoices(purpose: .regress))
        == "t.csv, line 9, column 'y': the target must be a number; received 'many'")
    let numbers: KeyValuePairs = ["x": x, "y": texts(60) { "\($0 % 6)" }]
    #expect(try schema(numbers, TableChoices(purpose: .regress)).purpose == .regress)
    #expect(try schema(numbers, TableChoices(kinds: ["y": .number])).purpose == .regress)
    #expect(
      try message(numbers, TableChoices(kinds: ["y": .text]))
        == "t.csv, column 'y': the target must be a number, a category or yes/no; received 'text'")
    let many: KeyValuePairs = ["x": x, "y": texts(60) { "\($0)" }]
    #expect(
      try message(many, TableChoices(purpose: .classify))
        == "t.csv, column 'y': the classes of a target must repeat; received a value of its own in "
        + "each row, such as '0'; --regress predicts numbers")
  }

  @Test func `a word among many numbers is taken for a mistake`() throws {
    let columns: KeyValuePairs = ["x": x, "y": texts(60) { $0 == 7 ? "sold" : "\($0 / 2).5" }]
    #expect(
      try message(columns)
        == "t.csv, line 9, column 'y': the target must be numbers or words, not both; "
        + "received 'sold'; correct it, or --classify for classes")
  }

  @Test func `names that are none of the table are answered with the nearest`() throws {
    for choices in [
      TableChoices(target: "pice"), TableChoices(kinds: ["pice": .number]),
      TableChoices(dropped: ["pice"]),
    ] {
      #expect(
        try message(["x": x, "price": x], choices)
          == "t.csv: the column must be one of the header's (x, price); received 'pice'; "
          + "did you mean 'price'?")
    }
    #expect(
      try message(["x": x, "y": x], TableChoices(target: "y", dropped: ["y"]))
        == "t.csv, column 'y': the target must be kept; received it among the dropped columns")
  }
}
