/// Reads a file with one JSON object a line: detectron2's `metrics.json`, `log.txt` of DETR, DeiT and
/// MAE, OpenMMLab's `.log.json`, and others. Members of members are named `outer/inner`.
enum JSONLinesReader {
  private enum Line { case blank, members([LogDocument.Member]), other }

  static func read(_ file: LogFile, into collector: inout LogCollector) throws {
    var lines = ByteLines(file)
    var number = 0
    var rows = 0
    while true {
      let line: Line? = lines.next { line in
        if line.allSatisfy({ $0 == 32 }) { return .blank }
        guard case .object(let members)? = JSONReader.document(line) else { return .other }
        return .members(members)
      }
      guard let line else { break }
      number += 1
      switch line {
      case .blank: break
      case .members(let members): if LogRows.add(members, to: &collector) { rows += 1 }
      case .other: collector.skip("lines that are no JSON objects", at: "line \(number)")
      }
    }
    if lines.overlong > 0 {
      collector.skip("lines of over 16 MiB", at: "the file", count: lines.overlong)
    }
    guard rows > 0 else {
      throw LogError(
        file: file.name, "the file must hold a JSON object on each line",
        received: "\(number) lines without")
    }
  }
}

/// Objects as rows of a log.
enum LogRows {
  /// Adds the numbers of an object as a row; false if it has none.
  @discardableResult
  static func add(_ members: [LogDocument.Member], to collector: inout LogCollector) -> Bool {
    // rows of OpenMMLab's validation repeat the rate of the training
    if members.contains(where: { $0.key == "mode" && ["val", "test"].contains($0.value.text) }) {
      collector.skip("rows of a validation", at: "a row with 'mode'")
      return false
    }
    var isEmpty = true
    add(members, under: "", depth: 0, isEmpty: &isEmpty, to: &collector)
    if isEmpty { return false }
    collector.endRow()
    return true
  }

  private static func add(
    _ members: [LogDocument.Member], under prefix: String, depth: Int, isEmpty: inout Bool,
    to collector: inout LogCollector
  ) {
    for member in members {
      let name = prefix + member.key
      switch member.value {
      case .number(let value):
        isEmpty = false
        collector.append(value, to: name)
      case .text(let text):
        // loggers that write numbers as texts
        guard let value = NumberText(text.utf8).value else { continue }
        isEmpty = false
        collector.append(value, to: name)
      case .object(let inner) where depth < 3:
        add(inner, under: name + "/", depth: depth + 1, isEmpty: &isEmpty, to: &collector)
      case .array(let values) where values.count == 1 || ColumnName(name).isRate:
        // the rates of several groups
        let numbers = LogDocument.array(values).numbers ?? []
        for (index, value) in numbers.prefix(64).enumerated() {
          isEmpty = false
          collector.append(value, to: numbers.count == 1 ? name : "\(name)/\(index)")
        }
      default: break
      }
    }
  }
}
