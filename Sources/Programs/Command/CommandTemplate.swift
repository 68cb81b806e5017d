internal import Notation

/// A command with placeholders: `python train.py --lr {rate} --steps {steps}`.
///
/// `{{` and `}}` stand for braces.
package struct CommandTemplate: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case text(String)
    case placeholder(String)
  }

  private let words: [[Piece]]
  /// The names of the placeholders in the command.
  package let placeholders: Set<String>

  /// Reads the words of a command.
  ///
  /// - Parameter known: the names that may be between braces.
  /// - Throws: ``ProgramError`` for an unknown name, with the nearest one, or a single brace.
  package init(_ command: [String], known: [String]) throws {
    words = try command.map { try Self.pieces($0, known) }
    placeholders = Set(
      words.joined().compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
  }

  /// The words with a value for each placeholder.
  ///
  /// - Precondition: there is a value for each.
  package func filled(_ values: [String: String]) -> [String] {
    words.map { pieces in
      pieces.reduce(into: "") { text, piece in
        switch piece {
        case .text(let part): text += part
        case .placeholder(let name):
          guard let value = values[name] else { preconditionFailure("{\(name)} has no value") }
          text += value
        }
      }
    }
  }

  private static func pieces(_ word: String, _ known: [String]) throws -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var rest = Substring(word)
    while let character = rest.popFirst() {
      if (character == "{" || character == "}") && rest.first == character {
        rest.removeFirst()
        text.append(character)
      } else if character == "{" {
        let name = String(rest.prefix { $0 != "}" && $0 != "{" })
        rest = rest.dropFirst(name.count)
        guard rest.popFirst() == "}" else {
          throw ProgramError.usage(
            "a brace in the command must be one of a placeholder, such as {rate}, or doubled; received "
              + "'{' in '\(word)'")
        }
        try check(name, known)
        if !text.isEmpty { pieces.append(.text(text)) }
        pieces.append(.placeholder(name))
        text = ""
      } else if character == "}" {
        throw ProgramError.usage(
          "a brace in the command must be one of a placeholder, such as {rate}, or doubled; received "
            + "'}' in '\(word)'")
      } else {
        text.append(character)
      }
    }
    if !text.isEmpty || pieces.isEmpty { pieces.append(.text(text)) }
    return pieces
  }

  private static func check(_ name: String, _ known: [String]) throws {
    guard !known.contains(name) else { return }
    let hint = nearestName(to: name, among: known).map { "; did you mean {\($0)}?" } ?? ""
    let all = known.map { "{\($0)}" }.joined(separator: ", ")
    throw ProgramError.usage(
      "a placeholder must be one of \(all), and other braces be doubled; received '{\(name)}'\(hint)"
    )
  }
}
