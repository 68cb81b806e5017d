/// A mistake in a piece of notation: what is wrong, where, and what would be right.
///
/// ``description`` is for a terminal or a page: the message, the line, a caret under the column,
/// and a hint. ``summary`` is the same in one sentence, for a log or a single line of output.
///
/// ```
/// unknown shape 'cosin'
///   cosin(from: 3e-4, to: 0).warmup(5%)
///   ^
/// did you mean 'cosine'?
/// ```
public struct NotationError: Error, Hashable, Sendable {
  /// What is wrong, in lower case and without a full stop.
  public let message: String
  /// Where it is wrong.
  public let place: SourceRange
  /// What would have been accepted there, as it follows the word "expected".
  public let expected: String?
  /// The nearest text that would have been accepted.
  public let suggestion: String?

  /// Creates an error about the text at `place`.
  public init(
    _ message: String, at place: SourceRange, expected: String? = nil, suggestion: String? = nil
  ) {
    self.message = message
    self.place = place
    self.expected = expected
    self.suggestion = suggestion
  }

  /// The whole text in which the mistake is.
  public var source: String { place.source }

  /// The line of the mistake, counting from one.
  public var line: Int { place.line }

  /// The character of its line at which the mistake starts, counting from one.
  public var column: Int { place.column }

  /// The error in one sentence, with its position.
  public var summary: String {
    var sentence = "\(message) at "
    if line > 1 { sentence += "line \(line), " }
    sentence += "column \(column)"
    for hint in hints { sentence += "; \(hint)" }
    return sentence
  }

  private var hints: [String] {
    var hints: [String] = []
    if let expected { hints.append("expected \(expected)") }
    if let suggestion { hints.append("did you mean '\(suggestion)'?") }
    return hints
  }
}

extension NotationError: CustomStringConvertible {
  /// The message, the line, a caret under the column, and a hint, on lines of their own.
  ///
  /// A long line is cut around the caret, and characters that a terminal would act on are
  /// replaced, so that the caret stays under its character.
  public var description: String {
    let excerpt = Self.excerpt(of: place.lineText, around: column)
    let caret = String(repeating: " ", count: excerpt.column - 1) + "^"
    return ([message, "  \(excerpt.text)", "  \(caret)"] + hints).joined(separator: "\n")
  }

  private static let excerptWidth = 76

  private static func excerpt(of line: String, around column: Int) -> (text: String, column: Int) {
    let shown = line.map(printable)
    guard shown.count > excerptWidth else { return (trimmed(shown), column) }
    let start = max(0, min(column - 1 - excerptWidth / 2, shown.count - excerptWidth))
    let end = start + excerptWidth
    var text = String(shown[start..<end])
    var shift = -start
    if start > 0 {
      text = "…" + text
      shift += 1
    }
    if end < shown.count { text += "…" }
    return (text, column + shift)
  }

  private static func trimmed(_ characters: [Character]) -> String {
    let end = characters.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
    return String(characters[..<end])
  }

  private static func printable(_ character: Character) -> Character {
    if character == "\t" || character == "\r" { return " " }
    let isControl = character.unicodeScalars.contains { scalar in
      [.control, .format, .lineSeparator, .paragraphSeparator]
        .contains(scalar.properties.generalCategory)
    }
    return isControl ? "\u{FFFD}" : character
  }
}
