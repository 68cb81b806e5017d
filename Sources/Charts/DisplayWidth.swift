/// How many columns text takes in a terminal, for the simple cases.
///
/// East Asian wide characters and emoji take two columns, combining marks and zero-width
/// characters none, everything else one. Control characters are not expected: see ``line``.
package enum DisplayWidth {
  /// The columns of one character.
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.isASCII && character.unicodeScalars.count == 1 { return 1 }
    let properties = first.properties
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F })
      || properties.isEmojiPresentation || isWide(first.value)
    {
      return 2
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }

  /// The columns of a text.
  package static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// The text on one line, free of control characters that would move the cursor.
  package static func line(_ text: String) -> String {
    String(
      text.map { character in
        let isControl = character.unicodeScalars.contains {
          [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        return isControl ? " " : character
      })
  }

  /// The text cut to at most `width` columns, with an ellipsis in place of what is missing.
  package static func truncated(
    _ text: String, to width: Int, ellipsis: Character = "…"
  ) -> String {
    guard of(text) > width else { return text }
    guard width > 0 else { return "" }
    var result = ""
    var columns = 0
    for character in text {
      columns += of(character)
      if columns > width - 1 { break }
      result.append(character)
    }
    return result + String(ellipsis)
  }

  /// The text broken at blanks into lines of at most `width` columns; a longer word stays whole.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, of(last) + 1 + of(String(word)) <= width {
        lines[lines.count - 1] += " " + word
      } else if !word.isEmpty {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The blocks of East Asian Width W and F that matter outside of emoji.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
