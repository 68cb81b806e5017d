extension NotationExpression: CustomStringConvertible {
  /// The canonical text: one space after commas and colons and around range operators, no leading
  /// dot, numbers as short as they can be.
  public var description: String {
    switch kind {
    case .number(let literal): literal.description
    case .range(let lower, let upper, let isClosed):
      "\(lower.notationText) \(isClosed ? "..." : "..<") \(upper.notationText)"
    case .bool(let value): value ? "true" : "false"
    case .string(let text): Self.quoted(text)
    case .name(let name): name
    case .call(let call): call.description
    case .list(let elements): "[\(elements.map(\.description).joined(separator: ", "))]"
    case .dictionary(let entries):
      entries.isEmpty
        ? "[:]" : "[\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))]"
    }
  }

  /// The canonical text, cut short for use inside a sentence.
  package var excerpt: String { description.excerpt }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        if scalar.properties.generalCategory == .control {
          quoted += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}

extension NotationCall: CustomStringConvertible {
  /// The canonical text of the call and of what it is chained to.
  public var description: String {
    let start = receiver.map { "\($0)." } ?? ""
    return "\(start)\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
  }
}

extension NotationArgument: CustomStringConvertible {
  /// The canonical text: `label: value`, or the value alone.
  public var description: String { label.map { "\($0): \(value)" } ?? value.description }
}

extension String {
  /// The text, cut to forty characters.
  var excerpt: String { count > 40 ? prefix(39) + "…" : self }
}
