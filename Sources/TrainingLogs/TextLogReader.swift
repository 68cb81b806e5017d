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
      let pairs: [TextPair]? = lines.next { TextPair.pairs(in: $0) }
      guard let pairs else { break }
      number += 1
      guard pairs.count > 1, pairs.contains(where: { ColumnName($0.name).unit != nil }) else {
        if !pairs.isEmpty { collector.skip("lines without a count", at: "line \(number)") }
        continue
      }
      var names: Set<String> = []
      for pair in pairs where names.insert(pair.name).inserted {
        guard let position = collector.index(of: pair.name) else { continue }
        collector.append(pair.value, at: position, as: pair.text)
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
}
