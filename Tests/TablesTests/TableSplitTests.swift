import DataFiles
import Tables
import Testing

@Suite struct TableSplitTests {
  private func split(
    _ file: TableFile, by column: String? = nil, fraction: Double = 0.2, seed: UInt64 = 7
  ) throws -> TableSplit {
    let schema = try TableSchema(file, choices: TableChoices(target: "y"))
    if let column {
      return try TableSplit(file, schema: schema, by: column, fraction: fraction, seed: seed)
    }
    return try TableSplit(file, schema: schema, fraction: fraction, seed: seed)
  }

  /// The rows come from SplitMix64, Lemire's bounded integers and the shuffle written in Python.
  @Test func `rows are held out by the seed`() throws {
    let file = try table(["x": texts(10) { "\($0).5" }, "y": texts(10) { "\($0 * $0).5" }])
    #expect(try split(file).heldOut == [1, 3])
    #expect(try split(file).training == [0, 2, 4, 5, 6, 7, 8, 9])
    #expect(try split(file, seed: 8) != split(file))
  }

  @Test func `every class has its proportion in both parts`() throws {
    let classes = texts(1200) { $0 % 14 == 0 ? "yes" : $0 < 3 ? "two" : $0 == 3 ? "one" : "no" }
    let file = try table(["x": texts(1200) { "\($0 % 77).5" }, "y": classes])
    let split = try split(file)
    func count(_ name: String, _ rows: [Int]) -> Int { rows.count { classes[$0] == name } }
    #expect(count("yes", split.heldOut) == 17)  // a fifth of 86
    #expect(count("no", split.heldOut) == 222)  // a fifth of 1111
    #expect(count("two", split.heldOut) == 1)
    #expect(count("two", split.training) == 1)
    #expect(count("one", split.training) == 1)
    #expect(Set(split.training).isDisjoint(with: split.heldOut))
    #expect(split.training.count + split.heldOut.count == 1200)
  }

  @Test(arguments: [0.01, 0.5, 0.99]) func `neither part is empty`(fraction: Double) throws {
    let file = try table(["x": ["1.5", "2", "3"], "y": ["1.5", "2.5", ""]])
    let split = try split(file, fraction: fraction)
    #expect(split.training.count == 1)
    #expect(split.heldOut.count == 1)
    #expect(Set(split.training + split.heldOut) == [0, 1])
  }

  @Test func `rows of a group are in one part`() throws {
    let patients = texts(200) { "p\($0 * $0 % 23)" }
    let file = try table([
      "patient": patients, "x": texts(200) { "\($0 % 7).5" }, "y": texts(200) { "\($0).5" },
    ])
    let split = try split(file, by: "patient")
    let held = Set(split.heldOut.map { patients[$0] })
    #expect(held.isDisjoint(with: split.training.map { patients[$0] }))
    #expect((30...50).contains(split.heldOut.count))
    #expect(split.training.count + split.heldOut.count == 200)
    #expect(try self.split(file, by: "patient", seed: 9) != split)
  }

  @Test(arguments: ["day", "year"]) func `the latest rows are held out`(column: String) throws {
    let file = try table([
      "day": texts(50) { "\(($0 * 7) % 25 + 1).01.2024" },
      "year": texts(50) { "\(1990 + ($0 * 7) % 25)" },
      "x": texts(50) { "\($0 % 7).5" }, "y": texts(50) { "\($0).5" },
    ])
    let split = try split(file, by: column)
    #expect(split.heldOut == (0..<50).filter { ($0 * 7) % 25 >= 20 })
    #expect(try self.split(file, by: column, seed: 99) == split)
  }

  @Test func `a column of one value divides nothing`() throws {
    let file = try table([
      "g": texts(50) { _ in "a" }, "x": texts(50) { "\($0 % 7).5" }, "y": texts(50) { "\($0).5" },
    ])
    #expect(
      TemporaryTable.message(file.path) { _ = try split(file, by: "g") }
        == "t.csv, column 'g': the column to split by must have different values; "
        + "received 'a' in each row")
    #expect(
      TemporaryTable.message(file.path) { _ = try split(file, by: "h") }
        .hasPrefix("t.csv: the column must be one of the header's"))
  }
}
