/// The pairs of opposite words that a column of yes and no has.
enum YesNoWords {
  private static let pairs: [(yes: String, no: String)] = [
    ("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("1", "0"), ("on", "off"),
    ("ja", "nein"), ("j", "n"), ("oui", "non"), ("o", "n"), ("sí", "no"), ("si", "no"),
    ("sì", "no"), ("s", "n"), ("sim", "não"), ("wahr", "falsch"), ("vrai", "faux"),
  ]
  private static let meanings: [String: Bool] = Dictionary(
    pairs.flatMap { [($0.yes, true), ($0.no, false)] }, uniquingKeysWith: { first, _ in first })

  /// Whether `text` says yes; nil if it is no word of a pair.
  static func meaning(of text: String) -> Bool? {
    guard text.utf8.count <= 6 else { return nil }
    return meanings[text.lowercased()]
  }

  /// Whether a column's values are the two words of a pair, whatever their case.
  static func arePair(_ summary: ColumnSummary) -> Bool {
    // Two words may be written in several ways, such as `yes`, `Yes` and `YES`.
    guard (2...8).contains(summary.distinct) else { return false }
    let words = Set(summary.values.map { $0.lowercased() })
    return words.count == 2 && pairs.contains { words == [$0.yes, $0.no] }
  }
}
