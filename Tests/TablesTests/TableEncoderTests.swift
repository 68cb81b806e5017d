import DataFiles
import Foundation
import Tables
import Testing

@Suite struct TableEncoderTests {
  @Test(arguments: [("1,0", "0,0"), ("1.00", "0.00"), ("1", "0")])
  func `one and zero say yes and no however they are written`(yes: String, no: String) throws {
    let separator = yes.contains(",") ? ";" : ","
    let rows = (0..<30).map { "\([no, yes, yes][$0 % 3])\(separator)\(["u", "v"][$0 % 2])\n" }
    let file = try TemporaryTable("flag\(separator)y\n" + rows.joined()).file()
    let schema = try TableSchema(file, choices: TableChoices(target: "y"))
    #expect(schema.columns[0].kind == .yesNo)
    let encoder = try TableEncoder(file, schema: schema, rows: Array(0..<30))
    #expect(try encoder.encode(file, rows: [0, 1, 2]).numbers == [-1, 1, 1])
  }

  private let y = texts(40) { $0 % 2 == 0 ? "a" : "b" }

  private func encoder(
    _ file: TableFile, rows: [Int]? = nil, kinds: [String: ColumnKind] = [:]
  ) throws -> TableEncoder {
    let schema = try TableSchema(file, choices: TableChoices(target: "y", kinds: kinds))
    return try TableEncoder(file, schema: schema, rows: rows ?? Array(0..<file.rowCount))
  }

  private func isClose(_ a: [Float], _ b: [Double], _ tolerance: Double = 1e-6) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs(Double($0) - $1) <= tolerance }
  }

  /// Median 3.5 and scale 2.0385… of the first ten values by NumPy; the others must not count.
  @Test func `statistics are those of the given rows`() throws {
    let values = ["3", "1", "4", "1", "5", "9", "2", "6", "5", "3"] + texts(30) { "\($0 * 100).5" }
    let file = try table(["x": values, "y": y])
    let encoder = try encoder(file, rows: Array(0..<10))
    let rows = try encoder.encode(file, rows: [0, 5, 39])
    #expect(rows.count == 3)
    #expect(rows.codes.isEmpty)
    #expect(isClose(rows.numbers, [-0.24527272727272725, 2.698, 8]))
    #expect(encoder.numberCount == 1)
    #expect(encoder.featureNames == ["x"])
  }

  @Test func `a missing number is the median, marked if the training part had one`() throws {
    let file = try table([
      "x": texts(40) { $0 == 30 ? "" : "\($0 % 9).5" }, "y": y,
    ])
    let marked = try encoder(file)
    #expect(marked.featureNames == ["x", "x"])
    #expect(try marked.encode(file, rows: [30, 4]).numbers == [0, 1, 0, 0])
    let unmarked = try encoder(file, rows: Array(0..<20))
    #expect(try unmarked.encode(file, rows: [30]).numbers == [0])
  }

  @Test func `few categories have an input each, unknown ones none`() throws {
    let file = try table(["x": texts(40) { ["red", "blue", "", "green"][$0 % 4] }, "y": y])
    let encoder = try encoder(file, rows: Array(0..<39).filter { $0 % 4 != 3 })
    #expect(encoder.featureNames == ["x", "x"])
    // Blue and red in the order of the alphabet; nothing, and green, which was not trained on.
    #expect(
      try encoder.encode(file, rows: [0, 1, 2, 3]).numbers == [0, 1, 1, 0, 0, 0, 0, 0])
  }

  @Test func `many categories have codes, and one of a single row is unknown`() throws {
    let file = try table([
      "shop": texts(40) { $0 == 39 ? "once" : $0 == 38 ? "" : "s\(10 + $0 % 13)" },
      "x": y.map { _ in "1" },
      "user": texts(40) { "\($0 % 20)" }, "y": y,
    ])
    let encoder = try encoder(file)
    #expect(encoder.codeSizes == [14, 21])
    #expect(encoder.numberCount == 0)
    #expect(encoder.featureNames == ["shop", "user"])
    let rows = try encoder.encode(file, rows: [0, 12, 38, 39])
    // Users are compared as numbers, so that 2 comes before 10.
    #expect(rows.codes == [1, 1, 13, 13, 0, 19, 0, 20])
    let other = try table(["shop": ["s10", "new"], "user": ["0.0", "99"], "y": ["a", "b"]])
    #expect(try encoder.encode(other, rows: [0, 1]).codes == [1, 1, 0, 0])
  }

  @Test func `yes is 1, no is -1, and other words are 0 and marked like missing ones`() throws {
    let file = try table(["x": texts(40) { ["Ja", "nein", ""][$0 % 3] }, "y": y])
    let encoder = try encoder(file)
    #expect(try encoder.encode(file, rows: [0, 1, 2]).numbers == [1, 0, -1, 0, 0, 1])
    let other = try table(["x": ["YES", "perhaps"], "y": ["a", "b"]])
    #expect(try encoder.encode(other, rows: [0, 1]).numbers == [1, 0, 0, 1])
  }

  /// By Python's datetime and NumPy's quantile, sin and cos, to six digits.
  @Test func `dates are days, years, seasons and weekdays`() throws {
    let dates = ["06.01.2020", "02.07.2021", "31.12.2022", "15.03.2023", "29.02.2024"]
    let file = try table(["d": dates + ["", "-"], "y": ["1.5", "2", "3", "4", "5", "6", "7"]])
    let encoder = try encoder(file, rows: Array(0..<5))
    let expected = [
      [-2.36781, -1.349, 0.085906, 0.996303, 0.0, 1.0],
      [-1.18825, -0.6745, 0.010751, -0.999942, -0.433884, -0.900969],
      [0.0, 0.0, -0.021501, 0.999769, -0.974928, -0.222521],
      [0.16075, 0.6745, 0.95079, 0.309835, 0.974928, -0.222521],
      [0.923229, 1.349, 0.84945, 0.527668, 0.433884, -0.900969],
      [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0],
    ]
    #expect(isClose(try encoder.encode(file, rows: Array(0..<7)).numbers, expected.flatMap { $0 }))
  }

  @Test func `times add sine and cosine of the hour`() throws {
    let file = try table([
      "d": texts(40) { "2024-01-01T\($0 % 4 * 6):00" }, "y": y,
    ])
    let encoder = try encoder(file)
    #expect(encoder.numberCount == 8)
    let quarter = try encoder.encode(file, rows: [1]).numbers.suffix(2)
    #expect(isClose(Array(quarter), [1, 0]))
  }

  @Test func `columns are found by name, and missing ones are named`() throws {
    let file = try table([
      "a": texts(40) { "\($0 % 9).5" }, "b": texts(40) { "c\($0 % 3)" }, "y": y,
    ])
    let encoder = try encoder(file)
    let other = try table(["z": ["q"], "b": ["c1"], "a": ["4.5"]])
    #expect(try encoder.encode(other, rows: [0]) == encoder.encode(file, rows: [4]))
    let less = try table(["z": ["q"], "c": ["c1"]])
    #expect(
      TemporaryTable.message(less.path) { _ = try encoder.encode(less, rows: [0]) }
        == "t.csv: the table must have the columns of the training; received none called 'a', 'b'")
  }

  @Test func `a word in a column of numbers or dates is refused with its line`() throws {
    let file = try table([
      "a": texts(40) { "\($0 % 9).5" }, "d": texts(40) { "\($0 % 27 + 1).01.2024" }, "y": y,
    ])
    let encoder = try encoder(file)
    for (a, d, expected) in [
      ("much", "1.1.2024", "column 'a': must be a number, as in training; received 'much'"),
      (
        "1", "01/31/2024",
        "column 'd': must be a date, day.month.year, as in training; received '01/31/2024'"
      ),
    ] {
      let other = try table(["a": ["1", a], "d": ["2.1.2024", d]])
      #expect(
        TemporaryTable.message(other.path) { _ = try encoder.encode(other, rows: [0, 1]) }
          == "t.csv, line 3, \(expected)")
    }
  }

  @Test func `one row reads its decimals as the training file did`() throws {
    let rows = (0..<40).map { "\($0 + 1).000,5;\($0 % 2 == 0 ? "a" : "b")\n" }
    let file = try TemporaryTable("x;y\n" + rows.joined()).file()
    let encoder = try encoder(file)
    let thousand = try TemporaryTable("x;z\n1.000;0.5\n").file()
    let same = try TemporaryTable("x;z\n1000;q\n").file()
    #expect(try encoder.encode(thousand, rows: [0]) == encoder.encode(same, rows: [0]))
  }

  @Test func `an encoder is read back from JSON`() throws {
    let file = try table([
      "a": texts(40) { "\($0 * $0 * $0 * $0)" }, "b": texts(40) { "c\($0 % 3)" },
      "c": texts(40) { "c\($0 % 14)" }, "d": texts(40) { "\($0 % 27 + 1).01.2024" },
      "e": texts(40) { "\($0 % 2)" }, "y": y,
    ])
    let encoder = try encoder(file)
    let data = try JSONEncoder().encode(encoder)
    let back = try JSONDecoder().decode(TableEncoder.self, from: data)
    #expect(back == encoder)
    #expect(try back.encode(file, rows: [1, 2]) == encoder.encode(file, rows: [1, 2]))
  }

  @Test func `a training part without a value is refused`() throws {
    let file = try table(["x": texts(40) { $0 < 20 ? "" : "c\($0 % 3)" }, "y": y])
    #expect(
      TemporaryTable.message(file.path) { _ = try encoder(file, rows: Array(0..<20)) }
        == "t.csv: the training part must have values to learn from; received none in 20 rows")
  }
}
