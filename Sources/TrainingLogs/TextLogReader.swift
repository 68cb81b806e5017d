/// Reads the lines that scripts print: `s:250 trl:3.2`, `step 1/100 | loss 10.9 | lr 3e-4`,
/// `iter 10: loss 2.4, time 3ms, lr 1e-3`.
///
/// A line is a row where it has a name that counts, and numbers with names. A number belongs to the word
/// before it; what stands behind a slash, a unit or a per cent sign is no value.
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
        guard let value = text.value, let place = collector.place(of: name) else { continue }
        collector.append(value, at: place, as: text)
      }
      collector.endRow()
      rows += 1
    }
    guard rows > 0 else {
      throw LogError(
        file: file.name,
        "the file must be a table with a header, JSON, an event file, a database of MLflow or "
          + "Trackio, a state that PyTorch saved, YAML, or lines such as 'step:10 loss:2.5'",
        received: number == 0 ? "an empty file" : "\(number) lines of something else")
    }
  }

  /// The words of a line with the numbers behind them.
  static func pairs(in line: UnsafeBufferPointer<UInt8>) -> [(String, NumberText)] {
    guard line.count <= 4000 else { return [] }
    var found: [(String, NumberText)] = []
    var name: [UInt8] = []
    var place = 0
    while place < line.count {
      let byte = line[place]
      if isLetter(byte) {
        let start = place
        while place < line.count,
          isLetter(line[place]) || isDigit(line[place]) || "_/.-".utf8.contains(line[place])
        {
          place += 1
        }
        var end = place
        while end > start, "_/.-".utf8.contains(line[end - 1]) { end -= 1 }
        name = Array(line[start..<end])
      } else if isDigit(byte)
        || ((byte == 45 || byte == 43 || byte == 46) && place + 1 < line.count
          && isDigit(line[place + 1]))
      {
        let start = place
        place += 1
        while place < line.count,
          isDigit(line[place]) || line[place] == 46 || isExponent(line, place)
        {
          place += 1
        }
        let text = NumberText(UnsafeBufferPointer(rebasing: line[start..<place]))
        if !name.isEmpty, text.value != nil {
          found.append((String(decoding: name, as: UTF8.self), text))
        }
        name = []
      } else {
        if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ",") { name = [] }
        place += 1
      }
    }
    return found
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isExponent(_ line: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    let next = place + 1 < line.count ? line[place + 1] : 0
    if line[place] | 32 == 101 {
      return isDigit(next)
        || ((next == 45 || next == 43) && place + 2 < line.count && isDigit(line[place + 2]))
    }
    return (line[place] == 45 || line[place] == 43) && line[place - 1] | 32 == 101
  }
}
