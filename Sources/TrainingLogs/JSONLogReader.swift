/// Reads a JSON document that holds a log as a whole: a Hugging Face `trainer_state.json`, a list of
/// objects, or Keras's History, a dictionary of lists.
enum JSONLogReader {
  /// False if the document is no log.
  static func read(_ document: LogDocument, into collector: inout LogCollector) -> Bool {
    if let history = document["log_history"]?.array {
      let length = document["max_steps"]?.number.flatMap { Int(exactly: $0) }
      collector.describe(length: length.flatMap { $0 > 0 ? $0 : nil })
      return rows(history, into: &collector)
    }
    if let list = document.array { return rows(list, into: &collector) }
    for key in ["history", "metrics", "logs", "log", "data"] {
      if let inner = document[key], Self.read(inner, into: &collector) { return true }
    }
    return columns(document.members, into: &collector)
  }

  private static func rows(_ list: [LogDocument], into collector: inout LogCollector) -> Bool {
    var count = 0
    for entry in list {
      guard case .object(let members) = entry else {
        // what TensorBoard lets one download as JSON: [wall time, step, value]
        if let numbers = entry.numbers, numbers.count == 3 {
          collector.append(numbers[1], to: "Step")
          collector.append(numbers[2], to: "Value")
          collector.endRow()
          count += 1
          continue
        }
        collector.skip("entries that are no objects", at: "the list")
        continue
      }
      if LogRows.add(members, to: &collector) { count += 1 }
    }
    return count > 0
  }

  private static func columns(
    _ members: [LogDocument.Member], into collector: inout LogCollector
  ) -> Bool {
    let lists = members.compactMap { member -> (String, [LogDocument])? in
      guard let list = member.value.array, list.count > 1,
        list.allSatisfy({ $0.number != nil || $0 == .null })
      else { return nil }
      return (member.key, list)
    }
    // a schedule's boundaries and values are lists of other lengths
    guard let length = lists.first?.1.count, lists.count == members.count,
      lists.allSatisfy({ $0.1.count == length })
    else { return false }
    collector.describe(rowUnit: .epochs)
    for row in 0..<length {
      for (name, list) in lists {
        if let value = list[row].number { collector.append(value, to: name) }
      }
      collector.endRow()
    }
    return true
  }
}
