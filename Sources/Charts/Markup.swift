/// Text with tags, for XML and HTML, in which everything that is not a tag is escaped.
package struct Markup: Sendable {
  /// The text so far.
  package private(set) var text = ""

  package init() {}

  /// Opens an element.
  package mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    text += "<\(name)\(Self.list(attributes))>"
  }

  /// Closes an element.
  package mutating func close(_ name: String) { text += "</\(name)>\n" }

  /// Adds an element without content, closed as XML asks.
  package mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    text += "<\(name)\(Self.list(attributes))/>\n"
  }

  /// Adds an element around text.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String
  ) {
    open(name, attributes)
    text += Self.escaped(content)
    close(name)
  }

  /// Adds an element without attributes around text.
  package mutating func element(_ name: String, _ content: String) { element(name, [:], content) }

  /// Adds markup that is already complete.
  package mutating func raw(_ markup: String) { text += markup }

  /// Text for use between tags and in quoted attributes: markup characters are escaped, and
  /// characters that XML 1.0 forbids are replaced by U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}"..."\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
  }
}
