import Foundation

// What libFuzzer calls. scripts/fuzz compiles it together with the readers, so it sees all of them.

/// A way from any bytes to a reader.
enum FuzzedReader: String, CaseIterable {
  /// A whole event file.
  case events
  /// The messages of an event file, whose checksums no mutation would ever get right: a length in a
  /// byte, and so many bytes.
  case messages
  /// A table.
  case table
  /// A JSON document.
  case json
  /// Lines of JSON.
  case lines
  /// What scripts print.
  case text
  /// YAML.
  case yaml
  /// A pickle.
  case pickle
  /// A zip archive, as `torch.save` writes it.
  case archive

  /// Reads the bytes; they may be refused.
  func read(_ bytes: [UInt8]) {
    var collector = LogCollector { _ in true }
    let file = LogFile(bytes, name: "fuzzed")
    do {
      switch self {
      case .events: try EventFileReader.read(file, into: &collector)
      case .messages:
        try EventFileReader.read(LogFile(Self.records(bytes), name: "fuzzed"), into: &collector)
      case .table: try SeparatedReader.read(file, into: &collector)
      case .json: _ = try LogFormat.json.read(file, into: &collector)
      case .lines: try JSONLinesReader.read(file, into: &collector)
      case .text: try TextLogReader.read(file, into: &collector)
      case .yaml: _ = try LogFormat.yaml.read(file, into: &collector)
      case .pickle: _ = try StateFile.document(LogFile([0x80] + bytes, name: "fuzzed"))
      case .archive: _ = try StateFile.document(LogFile([0x50, 0x4B] + bytes, name: "fuzzed"))
      }
    } catch is LogError {
    } catch { fatalError("an error of another kind: \(error)") }
    // what is looked at is written, too
    for run in TrainingLog("", collector).runs.prefix(2) where run.rowCount < 1000 {
      _ = (run.csv, run.jsonLines, run.columns.map(\.resolution))
    }
  }

  /// Records with the right checksums around the bytes.
  private static func records(_ bytes: [UInt8]) -> [UInt8] {
    func checksum(_ bytes: some Collection<UInt8>) -> [UInt8] {
      let masked = Array(bytes).withUnsafeBytes { CRC32C.masked($0) }
      return withUnsafeBytes(of: masked.littleEndian) { Array($0) }
    }
    var rest = bytes[...]
    var file: [UInt8] = []
    while let count = rest.popFirst() {
      let message = rest.prefix(Int(count))
      rest = rest.dropFirst(Int(count))
      let head = withUnsafeBytes(of: UInt64(message.count).littleEndian) { Array($0) }
      file += head + checksum(head) + message + checksum(message)
    }
    return file
  }

  /// The one that `ANNEAL_READER` names.
  static let chosen: FuzzedReader = {
    let name = ProcessInfo.processInfo.environment["ANNEAL_READER"] ?? ""
    guard let reader = FuzzedReader(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      fatalError("ANNEAL_READER must be one of \(names); received '\(name)'")
    }
    return reader
  }()
}

@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzedReader.chosen.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
