import DataFiles
import Foundation
import Tables
import Testing

/// Tables that a seeded generator damages: each is read or refused in one sentence.
@Suite struct MalformedTablesTests {
  /// Knuth's MMIX generator.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static func whole(_ generator: inout Generator) -> [UInt8] {
    let separator = [",", ";", "\t"].randomElement(using: &generator)!
    let rows = (0..<Int.random(in: 1...30, using: &generator)).map { row in
      [
        "\(row)", "\(Double.random(in: -9...9, using: &generator))", "2024-01-\(row % 28 + 1)",
        "\"w \"\"\(row % 4)\"\"\"", row % 2 == 0 ? "yes" : "no", "c\(row % 3)",
      ].joined(separator: separator)
    }
    let header = ["id", "x", "when", "word", "is", "y"].joined(separator: separator)
    return Array(([header] + rows).joined(separator: "\n").utf8)
  }

  private static func damage(_ bytes: inout [UInt8], _ generator: inout Generator) {
    let offset = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, offset + Int.random(in: 1...20, using: &generator))
    let pieces: [[UInt8]] = [
      [0], [0xFF], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], Array("\"".utf8), Array("\"\"".utf8),
      Array("\n".utf8), Array("\r".utf8), Array("\r\n\r\n".utf8), Array(",,;;\t\t".utf8),
      Array("1e999".utf8), Array("NaN".utf8), Array("\u{202E}\u{1B}[31m".utf8), Array("-".utf8),
      [0x1F, 0x8B, 8, 0], Array("99999999999999999999999999".utf8), Array("2024-99-99".utf8),
    ]
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes.removeSubrange(offset..<end)
    case 1: bytes.removeSubrange(offset...)
    case 2: bytes.insert(contentsOf: bytes[offset..<end], at: offset)
    case 3: bytes[offset] = UInt8.random(in: 0...255, using: &generator)
    case 4: bytes = pieces.randomElement(using: &generator)! + bytes
    case 5: bytes.replaceSubrange(offset..<end, with: [UInt8](repeating: 0x2C, count: end - offset))
    default: bytes.insert(contentsOf: pieces.randomElement(using: &generator)!, at: offset)
    }
  }

  /// Everything that is done with a table; whether it went through.
  private func use(_ table: TemporaryTable, _ encoding: TableEncoding) throws {
    let file = try table.file(encoding)
    for row in 0..<file.rowCount {
      for column in file.columnNames.indices {
        _ = file.text(row: row, column: column)
        _ = file.number(row: row, column: column)
      }
    }
    let schema = try TableSchema(file, choices: TableChoices())
    let split = try TableSplit(file, schema: schema, seed: 3)
    _ = try TableSplit(file, schema: schema, by: file.columnNames[0], seed: 3)
    let encoder = try TableEncoder(file, schema: schema, rows: split.training)
    let rows = try encoder.encode(file, rows: split.heldOut)
    #expect(rows.numbers.allSatisfy { $0.isFinite })
    #expect(rows.numbers.count == split.heldOut.count * encoder.numberCount)
    #expect(encoder.featureNames.count == encoder.numberCount + encoder.codeSizes.count)
    let target = try TargetEncoder(file, schema: schema, rows: split.training)
    if schema.purpose == .classify {
      #expect(try target.codes(file, rows: split.heldOut).count == split.heldOut.count)
    } else {
      #expect(try target.scaled(file, rows: split.heldOut).allSatisfy(\.isFinite))
    }
    let values = texts(file.rowCount) { "\($0)" }
    let predictions = PredictionTable(file, adding: [.texts("prediction", values)])
    let output = table.path + ".predictions.csv"
    try predictions.write(to: output)
    #expect(try TableFile(path: output).rowCount == file.rowCount)
  }

  @Test(arguments: 0..<60) func `a damaged table is read or refused in one sentence`(seed: Int)
    throws
  {
    var generator = Generator(state: UInt64(seed))
    for _ in 0..<5 {
      var bytes = Self.whole(&generator)
      for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
        Self.damage(&bytes, &generator)
      }
      let table = try TemporaryTable(bytes)
      for encoding in TableEncoding.allCases {
        do { try use(table, encoding) } catch let error as DataFileError {
          let message = "\(error)"
          #expect(message.contains("received"))
          #expect(message.count < 700)
          #expect(!message.unicodeScalars.contains { $0.properties.generalCategory == .control })
          #expect(error.file == table.path)
        }
      }
    }
  }

  @Test func `whole tables go through`() throws {
    var generator = Generator(state: 1)
    var count = 0
    for _ in 0..<20 {
      let table = try TemporaryTable(Self.whole(&generator))
      do { try use(table, .automatic) } catch is DataFileError { continue }
      count += 1
    }
    // One of few rows may have nothing to predict.
    #expect(count >= 15)
  }
}
