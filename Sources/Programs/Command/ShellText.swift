/// A command as a line of a shell, its words quoted where needed.
package enum ShellText {
  /// The words as one line.
  package static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// `text` as one word.
  package static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || "/._-+:@=,%".contains(letter))
    }
    return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }
}
