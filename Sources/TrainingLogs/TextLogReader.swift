/// Reads the lines that scripts print: `s:250 trl:3.2`, `step 1/100 | loss 10.9 | lr 3e-4`,
/// `iter 10: loss 2.4, time 3ms, lr 1e-3`.
///
/// A line is a row where it has a name that counts, and numbers with names. A number belongs to the
/// word before it; what stands behind a slash, a unit or a per cent sign is no value.
enum TextLogReader {
  static func read(_ file: LogFile, into collector: inout LogCollector) throws {
    var lines = ByteLines(file)
    var (number, rows) = (0, 0)
    while true {
      let pairs: [(String, NumberText)]? = lines.next { Self.pairs(in: $0) }
      guard let pairs else { break }
      number += 1
      guard pairs.count > 1, pairs.contains(where: { ColumnName($0.0).unit != nil }) else {
        if !pairs.isEmpty { collector.skip("lines without a count", at: "line \(number)") }
        continue
      }
      var names: Set<String> = []
      for (name, text) in pairs where names.insert(name).inserted {
        guard let value = text.value, let position = collector.index(of: name) else { continue }
        collector.append(value, at: position, as: text)
      }
      collector.endRow()
      rows += 1
    }
    guard rows > 0 else {
      throw LogError(
        file: file.name,
        "the file must be a table with a header, JSON, an event file, a database of Anneal, "
          + "MLflow or Trackio, a state that PyTorch saved, YAML, or lines such as 'step:10 loss:2.5'",
        received: number == 0 ? "an empty file" : "\(number) lines of something else")
    }
  }

  /// The words of a line with the numbers behind them.
  static func pairs(in line: UnsafeBufferPointer<UInt8>) -> [(String, NumberText)] {
    guard line.count <= 4000 else { return [] }
    var found: [(String, NumberText)] = []
    var name: [UInt8] = []
    var position = 0
    while position < line.count {
      let byte = line[position]
      if isLetter(byte) {
        let start = position
        while position < line.count,
          isLetter(line[position]) || isDigit(line[position])
            || "_/.-".utf8.contains(line[position])
        {
          position += 1
        }
        var end = position
        while end > start, "_/.-".utf8.contains(line[end - 1]) { end -= 1 }
        name = Array(line[start..<end])
      } else if isDigit(byte)
        || ((byte == 45 || byte == 43 || byte == 46) && position + 1 < line.count
          && isDigit(line[position + 1]))
      {
        let start = position
        position += 1
        while position < line.count,
          isDigit(line[position]) || line[position] == 46 || isExponent(line, position)
        {
          position += 1
        }
        let text = NumberText(UnsafeBufferPointer(rebasing: line[start..<position]))
        if !name.isEmpty, text.value != nil {
          found.append((String(decoding: name, as: UTF8.self), text))
        }
        name = []
      } else {
        if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ",") { name = [] }
        position += 1
      }
    }
    return found
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isExponent(_ line: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    let next = position + 1 < line.count ? line[position + 1] : 0
    if line[position] | 32 == 101 {
      return isDigit(next)
        || ((next == 45 || next == 43) && position + 2 < line.count && isDigit(line[position + 2]))
    }
    return (line[position] == 45 || line[position] == 43) && line[position - 1] | 32 == 101
  }
}
