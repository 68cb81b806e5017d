import Notation

/// What the values of a column are.
package enum ColumnKind: String, Codable, Hashable, Sendable, CaseIterable, NotationValue {
  /// Amounts, which differ by more or less.
  case number
  /// One of several names or codes.
  case category
  /// One of two opposite words, such as `yes` and `no`, or 0 and 1.
  case yesNo
  /// Days, with or without a time.
  case date
  /// A value that names the row; nothing can be learned from it.
  case identifier
  /// Sentences; not an input of a network for tables.
  case text
  /// The same value in every row, or none.
  case constant

  /// The kind as a table shows it, such as `yes/no`.
  package var title: String { self == .yesNo ? "yes/no" : rawValue }

  /// The kind in a sentence, such as `an identifier`.
  var article: String {
    switch self {
    case .identifier: "an identifier"
    case .text: "free text"
    case .constant: "constant"
    case .number, .category, .yesNo, .date: "a \(title)"
    }
  }

  /// Whether a column of this kind becomes an input.
  package var isInput: Bool { [.number, .category, .yesNo, .date].contains(self) }
}
