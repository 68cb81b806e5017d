internal import TrainingLogs

/// Reads tables that a program prints line by line: fastai's, skorch's, those with bars or commas.
///
/// A line with a loss among at least two names and no number is a header; a line with as many fields,
/// of which most are numbers, is a row of it.
struct TableReader {
  private var header: [String] = []

  /// The names and numbers of a row; nil for other lines.
  mutating func row(_ line: [UInt8]) -> [(String, Double)]? {
    let names = Self.fields(line)
    if Self.isHeader(names) {
      header = names
      return nil
    }
    guard !header.isEmpty else { return nil }
    // without a value for one, as fastai's first rows, the numbers would belong to others
    let fields = names.count == header.count ? names : Self.fields(line, splitsAtBlanks: true)
    guard fields.count == header.count else { return nil }
    let numbers = fields.map { PrintedObject.number($0.utf8) }
    guard numbers.count(where: { $0 != nil }) * 2 > fields.count else { return nil }
    return zip(header, numbers).compactMap { name, number in number.map { (name, $0) } }
  }

  private static func isHeader(_ fields: [String]) -> Bool {
    fields.count > 1 && fields.contains { SeriesName($0) != nil }
      && fields.allSatisfy { field in
        field.contains(where: \.isLetter) && PrintedObject.number(field.utf8) == nil
          && !field.contains { ":={}".contains($0) }
      }
  }

  /// The parts between bars, tabs or commas; else between two or more blanks, or any.
  private static func fields(_ line: [UInt8], splitsAtBlanks: Bool = false) -> [String] {
    let text = String(decoding: line, as: UTF8.self)
    for separator in ["│", "┃", "|", "\t", ","] where text.contains(separator) {
      var parts = text.split(separator: separator, omittingEmptySubsequences: false).map(trimmed)
      if parts.first == "" { parts.removeFirst() }
      if parts.last == "" { parts.removeLast() }
      return parts
    }
    let wide = text.split(separator: "  ").map(trimmed).filter { !$0.isEmpty }
    if !splitsAtBlanks, wide.count > 1 { return wide }
    return text.split(separator: " ").map(String.init)
  }

  private static func trimmed(_ text: Substring) -> String {
    let isEdge: (Character) -> Bool = { $0 == " " || $0 == "*" || $0 == "\"" }
    let start = text.drop(while: isEdge)
    return String(start.reversed().drop(while: isEdge).reversed())
  }
}
