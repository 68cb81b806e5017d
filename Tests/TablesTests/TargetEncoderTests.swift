import DataFiles
import Foundation
import Tables
import Testing

@Suite struct TargetEncoderTests {
  private func encoder(
    _ y: [String], rows: [Int]? = nil, purpose: TablePurpose? = nil
  ) throws -> (file: TableFile, encoder: TargetEncoder) {
    let file = try table(["x": texts(y.count) { "\($0 % 7).5" }, "y": y])
    let schema = try TableSchema(file, choices: TableChoices(target: "y", purpose: purpose))
    return (file, try TargetEncoder(file, schema: schema, rows: rows ?? Array(y.indices)))
  }

  @Test func `classes are sorted, as words or as numbers`() throws {
    let (file, words) = try encoder(texts(30) { ["b", "a", "c"][$0 % 3] }, rows: [0])
    #expect(words == .classes(["a", "b", "c"], column: "y"))
    #expect(try words.codes(file, rows: [0, 1, 2]) == [1, 0, 2])
    let (other, numbers) = try encoder(texts(60) { ["10", "9.0", "2"][$0 % 3] })
    #expect(numbers.classes == ["2", "9", "10"])
    #expect(try numbers.codes(other, rows: [0, 1, 2]) == [2, 1, 0])
    let (zeros, codes) = try encoder(texts(60) { ["010", "9", "02"][$0 % 3] })
    #expect(codes.classes == ["010", "02", "9"])
    #expect(try codes.codes(zeros, rows: [0, 1]) == [0, 2])
  }

  /// Mean 30, standard deviation √250 = 15.8113883… by NumPy's `std`.
  @Test func `numbers have mean 0 and standard deviation 1 over the training part`() throws {
    let (file, encoder) = try encoder(["10", "20", "40", "50", "1000"], rows: [0, 1, 2, 3])
    #expect(encoder == .number(center: 30, scale: 250.0.squareRoot(), column: "y", mark: .point))
    #expect(encoder.classes.isEmpty)
    let scaled = try encoder.scaled(file, rows: [0, 3])
    #expect(abs(scaled[0] + 1.2649110640673518) < 1e-15)
    #expect(abs(encoder.value(ofScaled: scaled[1]) - 50) < 1e-12)
  }

  @Test func `a number whose mark is not clear is read with the training's mark`() throws {
    let training = try TemporaryTable(
      "x;y\n" + (0..<30).map { "\($0).25;\($0).5\n" }.joined()
    ).file()
    let schema = try TableSchema(training, choices: TableChoices(target: "y"))
    let encoder = try TargetEncoder(training, schema: schema, rows: Array(0..<30))
    let other = try TemporaryTable("x;y\n1.234;2.468\n").file()
    #expect(
      abs(encoder.value(ofScaled: try encoder.scaled(other, rows: [0])[0]) - 2.468) < 1e-12)
  }

  @Test func `equal numbers keep their unit`() throws {
    let (_, encoder) = try encoder(["0.1", "0.1", "0.1", "7"], rows: [0, 1, 2])
    guard case .number(let center, let scale, _, _) = encoder else { return #expect(Bool(false)) }
    #expect(abs(center - 0.1) < 1e-15)
    #expect(scale == 1)
  }

  @Test func `what is no target of the training is refused with its line`() throws {
    let (_, classes) = try encoder(texts(30) { ["b", "a"][$0 % 2] })
    let (_, numbers) = try encoder(texts(30) { "\($0).5" })
    let other = try table(["x": ["1", "2"], "y": ["a", "d"]])
    #expect(
      TemporaryTable.message(other.path) { _ = try classes.codes(other, rows: [0, 1]) }
        == "t.csv, line 3, column 'y': must be one of the classes 'a', 'b'; received 'd'")
    #expect(
      TemporaryTable.message(other.path) { _ = try numbers.scaled(other, rows: [0, 1]) }
        == "t.csv, line 2, column 'y': the target must be a number; received 'a'")
    let none = try table(["x": ["1", "2"]])
    #expect(
      TemporaryTable.message(none.path) { _ = try numbers.scaled(none, rows: [0]) }
        .hasPrefix("t.csv: the column must be one of the header's (x); received 'y'"))
  }

  @Test func `numbers whose squares are too large are refused`() throws {
    let y = texts(10) { $0 % 2 == 0 ? "1e300" : "-1e30\($0 % 7)" }
    let file = try table(["x": texts(10) { "\($0).5" }, "y": y])
    #expect(
      TemporaryTable.message(file.path) { _ = try encoder(y) }
        .hasSuffix(
          "the target's numbers must have a standard deviation; "
            + "received ones whose squares are too large; give them in a larger unit"))
  }

  @Test func `a target encoder is read back from JSON`() throws {
    for (_, encoder) in [
      try encoder(texts(30) { ["b", "a"][$0 % 2] }), try encoder(texts(30) { "\($0).1" }),
    ] {
      let data = try JSONEncoder().encode(encoder)
      #expect(try JSONDecoder().decode(TargetEncoder.self, from: data) == encoder)
    }
  }
}
