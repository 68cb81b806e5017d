/// Reads a table whose fields are separated by commas, semicolons or tabs, with a header.
///
/// It is what Keras's CSVLogger, Lightning, YOLO, timm and the downloads of TensorBoard and Weights
/// & Biases write. Blanks and quotes around fields do not count; empty fields, `NA` and `None` are
/// no values. A header that comes again is passed over.
struct SeparatedReader {
  private let file: LogFile
  private var collector: LogCollector
  private var separator = UInt8(ascii: ",")
  private var positions: [Int?] = []
  private var header: [[UInt8]] = []
  private var lineNumber = 0

  /// A log has some thousand columns at most.
  private static let mostColumns = 100_000

  static func read(_ file: LogFile, into collector: inout LogCollector) throws {
    var reader = SeparatedReader(file: file, collector: collector)
    try reader.read()
    collector = reader.collector
  }

  private init(file: LogFile, collector: LogCollector) {
    (self.file, self.collector) = (file, collector)
  }

  private mutating func read() throws {
    var lines = ByteLines(file)
    while true {
      let isThere: Void? = try lines.next { line in
        lineNumber += 1
        if line.allSatisfy({ $0 == 32 || $0 == 9 }) { return }
        if header.isEmpty { try begin(line) } else { row(line) }
      }
      guard isThere != nil else { break }
    }
    if lines.overlong > 0 {
      collector.skip("lines of over 16 MiB", at: "the file", count: lines.overlong)
    }
    guard !header.isEmpty else {
      throw LogError(
        file: file.name, "the file must have a header and rows", received: "an empty file")
    }
  }

  private mutating func begin(_ line: UnsafeBufferPointer<UInt8>) throws {
    separator =
      [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].first { line.contains($0) }
      ?? UInt8(ascii: ",")
    Self.split(line, separator) { field in
      header.append(Array(field))
      return header.count <= Self.mostColumns
    }
    guard header.count <= Self.mostColumns else {
      throw LogError(
        file: file.name, "a table must have at most 100,000 columns", received: "more")
    }
    let names = header.map { String(decoding: $0, as: UTF8.self) }
    positions = names.map { $0.isEmpty ? nil : collector.index(of: $0) }
  }

  private mutating func row(_ line: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var isHeader = true
    var faults = 0
    let positions = positions
    let header = header
    var found: [(position: Int, text: NumberText, value: Double)] = []
    Self.split(line, separator) { field in
      defer { index += 1 }
      guard index < header.count else { return false }
      if isHeader, !field.elementsEqual(header[index]) { isHeader = false }
      guard let position = positions[index], !Self.isNothing(field) else { return true }
      let text = NumberText(field)
      if let value = text.value { found.append((position, text, value)) } else { faults += 1 }
      return true
    }
    if isHeader, index == header.count {
      collector.skip("headers in the midst", at: "line \(lineNumber)")
      return
    }
    if index != header.count {
      collector.skip("rows with other fields than the header", at: "line \(lineNumber)")
    }
    if faults > 0 {
      collector.skip("fields that are no numbers", at: "line \(lineNumber)", count: faults)
    }
    for entry in found { collector.append(entry.value, at: entry.position, as: entry.text) }
    collector.endRow()
  }

  private static func isNothing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    if field.isEmpty { return true }
    guard field.count <= 4, field[0] | 32 == UInt8(ascii: "n") || field[0] == 45 else {
      return false
    }
    return ["na", "none", "null", "-", "n/a"].contains(
      String(decoding: field, as: UTF8.self).lowercased())
  }

  /// Gives the fields to `take`, without quotes and blanks around them, until it wants no more.
  private static func split(
    _ line: UnsafeBufferPointer<UInt8>, _ separator: UInt8,
    _ take: (UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    var start = 0
    var isQuoted = false
    for position in 0...line.count {
      if position < line.count {
        if line[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if line[position] != separator || isQuoted { continue }
      }
      var (first, last) = (start, position)
      func isEdge(_ byte: UInt8) -> Bool {
        byte == 32 || byte == UInt8(ascii: "\"") || (byte == 9 && separator != 9)
      }
      while first < last, isEdge(line[first]) { first += 1 }
      while last > first, isEdge(line[last - 1]) { last -= 1 }
      guard take(UnsafeBufferPointer(rebasing: line[first..<last])) else { return }
      start = position + 1
    }
  }
}
