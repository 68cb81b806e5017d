/// The formats that are told apart, by the first bytes of a file and its name.
enum LogFormat {
  case database, state, events, json, jsonLines, yaml, table, text

  init(_ file: LogFile) {
    let head = file.head
    let name = file.name.lowercased()
    if head.starts(with: "SQLite format 3\0".utf8) {
      self = .database
    } else if StateFile.matches(head) {
      self = .state
    } else if Self.isEvent(head) || name.contains("tfevents") {
      self = .events
    } else {
      self = Self.ofText(head, name: name)
    }
  }

  /// Whether the first twelve bytes are a length and its checksum.
  private static func isEvent(_ head: [UInt8]) -> Bool {
    guard head.count >= 12 else { return false }
    return head.withUnsafeBytes { bytes in
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        == CRC32C.masked(UnsafeRawBufferPointer(rebasing: bytes[..<8]))
    }
  }

  private static func ofText(_ head: [UInt8], name: String) -> LogFormat {
    var bytes = head[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    bytes = bytes.drop { $0 == 32 || (9...13).contains($0) }
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: true).map {
      $0.last == 13 ? $0.dropLast() : $0
    }.filter { !$0.allSatisfy { $0 == 32 } }
    guard let first = lines.first else { return .table }
    if first.first == UInt8(ascii: "{") || first.first == UInt8(ascii: "[")
      || first.first == UInt8(ascii: "(")
    {
      let isWhole = lines.count > 1 && JSONReader.document(first) != nil
      return isWhole && first.first == UInt8(ascii: "{") ? .jsonLines : .json
    }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .yaml }
    if isTable(lines) { return .table }
    return isYAML(lines) ? .yaml : .text
  }

  /// A header, and then fields of which half are numbers or empty.
  private static func isTable(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let separator =
      [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].first { lines[0].contains($0) }
      ?? UInt8(ascii: ",")
    func fields(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
      line.split(separator: separator, omittingEmptySubsequences: false).map { field in
        let edges: Set<UInt8> = [32, 9, UInt8(ascii: "\"")]
        let start = field.drop { edges.contains($0) }
        return start.prefix(
          (start.lastIndex { !edges.contains($0) } ?? start.startIndex - 1) - start.startIndex + 1)
      }
    }
    let header = fields(lines[0])
    if header.count == 1, lines[0].contains(32) || lines[0].contains(UInt8(ascii: ":")) {
      return false
    }
    guard lines.count > 1 else {
      return header.allSatisfy { $0.allSatisfy { $0 >= 32 } && NumberText($0).value == nil }
    }
    let row = fields(lines[1])
    let numbers = row.count { $0.isEmpty || NumberText($0).value != nil }
    return numbers * 2 >= row.count && (header.count > 1 || numbers > 0)
  }

  /// Lines such as `key: value`, each with one name.
  private static func isYAML(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let meant = lines.filter { $0.first != UInt8(ascii: "#") && !$0.starts(with: "---".utf8) }
    guard let first = meant.first, let colon = first.firstIndex(of: UInt8(ascii: ":")) else {
      return false
    }
    let name = first[first.startIndex..<colon]
    let rest = first[(colon + 1)...]
    return !name.contains(32) && (rest.isEmpty || rest.first == 32)
      && !rest.contains(UInt8(ascii: ":"))
  }

  /// Whether a file of this format is text.
  var isText: Bool { self != .database && self != .state && self != .events }

  /// What a file of this format is called.
  var name: String {
    switch self {
    case .database: "a database"
    case .state: "a state that PyTorch saved"
    case .events: "a TensorBoard event file"
    case .json: "JSON"
    case .jsonLines: "lines of JSON"
    case .yaml: "YAML"
    case .table: "a table"
    case .text: "text"
    }
  }

  /// Reads a log into `collector`, or gives the document that the file holds instead.
  func read(_ file: LogFile, into collector: inout LogCollector) throws -> LogDocument? {
    switch self {
    case .database: try DatabaseReader.read(file, into: &collector)
    case .events: try EventFileReader.read(file, into: &collector)
    case .jsonLines: try JSONLinesReader.read(file, into: &collector)
    case .table: try SeparatedReader.read(file, into: &collector)
    case .text: try TextLogReader.read(file, into: &collector)
    case .state:
      let document = try StateFile.document(file)
      return JSONLogReader.read(document, into: &collector) ? nil : document
    case .json:
      guard file.count <= JSONReader.mostBytes else {
        throw LogError(
          file: file.name, "JSON must have at most 128 MiB", received: "\(file.count) bytes")
      }
      guard let document = JSONReader.document(file.read(at: 0, file.count)) else {
        throw LogError(
          file: file.name, "the file must be JSON of at most two million values",
          received: "JSON with a mistake in it, or more values")
      }
      return JSONLogReader.read(document, into: &collector) ? nil : document
    case .yaml:
      guard file.count <= YAMLReader.mostBytes,
        let document = YAMLReader.document(file.read(at: 0, file.count))
      else {
        throw LogError(
          file: file.name, "the file must be YAML of at most 1 MiB",
          received: "\(file.count) bytes of something else")
      }
      return document
    }
    return nil
  }
}
