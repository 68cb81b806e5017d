// A run as text. Numbers have as many digits as it takes to read the same bits back.
extension LogRun {
  /// The run as a table with a header, as RFC 4180 has it: empty fields for what a row has not,
  /// `nan`, `inf` and `-inf` for what is no number.
  public var csv: String {
    var text = columns.map { Self.field($0.name) }.joined(separator: ",") + "\n"
    forEachRow { values in
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        if let value { text += Self.digits(value) }
      }
      text += "\n"
    }
    return text
  }

  /// The run as lines of JSON, an object for each row; `"NaN"`, `"Infinity"` and `"-Infinity"` for
  /// what is no number, since JSON has none of them.
  public var jsonLines: String {
    let names = columns.map { Self.quoted($0.name) }
    var text = ""
    forEachRow { values in
      let members = zip(names, values).compactMap { name, value in
        value.map { "\(name):\(Self.json($0))" }
      }
      text += "{" + members.joined(separator: ",") + "}\n"
    }
    return text
  }

  /// Adds the run to an event file: what `step` counts are the steps, the other columns the tags,
  /// and the times of the rows lie evenly between two.
  ///
  /// - Throws: ``LogError`` in the system's words.
  public func write(
    to file: EventFileWriter, from start: Double, to end: Double
  ) throws {
    var row = 0
    let step = columns.firstIndex { $0.name == "step" }
    try forEachRow { values in
      let named = columns.indices.compactMap { index in
        index == step ? nil : values[index].map { (tag: columns[index].name, value: $0) }
      }
      let fraction = rowCount > 1 ? Double(row) / Double(rowCount - 1) : 0
      let number = step.flatMap { values[$0] }.flatMap { Int(exactly: $0) } ?? row
      file.write(named, at: number, seconds: start + fraction * (end - start))
      row += 1
      if row % 10_000 == 0 { try file.flush() }
    }
    try file.close()
  }

  private static func digits(_ value: Double) -> String {
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53, value.sign == .plus || whole != 0
    {
      return "\(whole)"
    }
    return "\(value)"
  }

  private static func json(_ value: Double) -> String {
    if value.isFinite { return digits(value) }
    return value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\""
  }

  private static func field(_ name: String) -> String {
    guard name.contains(where: { ",\"\r\n".contains($0) }) else { return name }
    return "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func quoted(_ name: String) -> String {
    let escaped = name.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      default:
        scalar.value < 32
          ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
          : String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
