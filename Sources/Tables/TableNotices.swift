import DataFiles

/// Collects what a user should know about a table.
struct TableNotices {
  private let file: TableFile
  private let target: TargetInference
  /// The position of each row's target among the different ones, if these repeat; nil where it is
  /// missing.
  private let targetCodes: [Int?]
  private let targetNumbers: [Double?]
  private var left: [ColumnKind: [String]] = [:]
  private var leaks: [String] = []
  private var ambiguous: [String] = []
  private var nearlyNumbers: [(name: String, kind: ColumnKind, text: String)] = []

  init(_ file: TableFile, _ target: TargetInference) {
    (self.file, self.target) = (file, target)
    let repeats = target.summary.distinct * 2 <= target.summary.present
    targetCodes = repeats ? Self.codes(file, target.column, target.summary) : []
    targetNumbers =
      target.purpose == .classify
      ? [] : (0..<file.rowCount).map { file.number(row: $0, column: target.column) }
  }

  /// The sentences: the target, what is left out, then the rest in the order of the columns.
  ///
  /// - Parameter hasInputs: whether columns are left to learn from; otherwise texts are learned from.
  func sentences(hasInputs: Bool) -> [String] {
    var sentences = target.notices
    let missing = target.summary.missing
    if missing > 0 {
      sentences.append(
        "\(missing) \(missing == 1 ? "row" : "rows") without a target '\(target.name.prefix(40))' "
          + "\(missing == 1 ? "is" : "are") left out.")
    }
    if target.purpose == .classify {
      let single = zip(target.summary.values, target.summary.counts).filter { $0.1 == 1 }
        .map(\.0)
      if !single.isEmpty {
        sentences.append(
          "\(single.count == 1 ? "The class" : "The classes") \(Self.list(single)) "
            + "\(single.count == 1 ? "has" : "have") a single row, which is not held out.")
      }
    }
    let reasons: [(ColumnKind, String)] = [
      (.identifier, "as identifiers"), (.constant, "as constant"),
      (.text, "since free text is no input of a table's network"),
    ]
    for (kind, reason) in reasons where hasInputs || kind != .text {
      if let names = left[kind] { sentences.append("Left out \(reason): \(Self.list(names)).") }
    }
    sentences += [totalsSentence, leakSentence, ambiguitySentence, numberSentence].compactMap { $0 }
    return sentences.map(\.onOneLine)
  }

  /// Adds what is to be said of a column that is not the target.
  mutating func add(
    _ summary: ColumnSummary, _ profile: ColumnProfile, column: Int, isChosen: Bool
  ) {
    if !profile.kind.isInput { left[profile.kind, default: []].append(summary.name) }
    if leaks(summary, profile.kind, column) { leaks.append(summary.name) }
    guard !isChosen, let words = summary.words else { return }
    if words.count * 10 < summary.present {
      let text = file.text(row: words.row, column: column).prefix(40)
      nearlyNumbers.append(
        (summary.name, profile.kind, "'\(text)' in line \(file.line(ofRow: words.row))"))
    }
    if profile.kind != .date, CalendarDate.orders(of: summary.values).count > 1 {
      ambiguous.append(summary.name)
    }
  }

  /// Spreadsheets often end with the sums of their columns, which are no example.
  private var totalsSentence: String? {
    TotalsRow.column(in: file).map {
      "Line \(file.line(ofRow: file.rowCount - 1)), the last, looks like totals: its '\($0.prefix(40))' "
        + "is the sum of the rows above; delete it if it is no example."
    }
  }

  private var leakSentence: String? {
    leaks.first.map {
      "\(Self.list(leaks)) \(leaks.count == 1 ? "tells" : "tell") the target exactly; --drop \($0.prefix(40)) "
        + "if it is not known when one predicts."
    }
  }

  private var ambiguitySentence: String? {
    ambiguous.first.map {
      "\(Self.list(ambiguous)) may be dates with the day or the month first; "
        + "--column \($0.prefix(40))=date takes the day first."
    }
  }

  private var numberSentence: String? {
    nearlyNumbers.first.map { first in
      let others = nearlyNumbers.count == 1 ? "" : ", and so would \(nearlyNumbers.count - 1) more"
      return "'\(first.name.prefix(40))' would be numbers but for \(first.text)\(others); "
        + "it is taken for \(first.kind.article)."
    }
  }

  /// Whether the column and the target have the same values but for their names or unit.
  ///
  /// For values that repeat, that each stands with one target and each target with one value. For
  /// numbers, that a line through them leaves less than a millionth of the target's variance.
  private func leaks(_ summary: ColumnSummary, _ kind: ColumnKind, _ column: Int) -> Bool {
    if target.purpose == .regress, kind == .number, summary.isNumeric {
      return isOnLine(column)
    }
    guard kind.isInput, summary.distinct == target.summary.distinct, !targetCodes.isEmpty else {
      return false
    }
    let codes = Self.codes(file, column, summary)
    var partner = [Int?](repeating: nil, count: summary.distinct)
    for (code, wanted) in zip(codes, targetCodes) {
      guard let wanted else { continue }
      guard let code else { return false }
      if let known = partner[code], known != wanted { return false }
      partner[code] = wanted
    }
    let partners = partner.compactMap { $0 }
    return Set(partners).count == partners.count
  }

  /// Whether the squared correlation with the target is 1, but for a millionth.
  private func isOnLine(_ column: Int) -> Bool {
    // Means and sums of products are updated row by row (B. P. Welford, 1962).
    var (count, meanX, meanY, xx, xy, yy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for row in 0..<file.rowCount {
      guard let y = targetNumbers[row], let x = file.number(row: row, column: column) else {
        continue
      }
      count += 1
      let (deltaX, deltaY) = (x - meanX, y - meanY)
      meanX += deltaX / count
      meanY += deltaY / count
      xx += deltaX * (x - meanX)
      xy += deltaX * (y - meanY)
      yy += deltaY * (y - meanY)
    }
    // Two points are always on a line.
    return count > 3 && xx > 0 && yy > 0 && 1 - (xy / xx) * (xy / yy) < 1e-6
  }

  private static func codes(
    _ file: TableFile, _ column: Int, _ summary: ColumnSummary
  ) -> [Int?] {
    let codes = Dictionary(uniqueKeysWithValues: summary.values.enumerated().map { ($1, $0) })
    return (0..<file.rowCount).map { row in
      codes[file.categoryText(row: row, column: column, isNumeric: summary.isAmount)]
    }
  }

  /// Up to five names in quotes, and how many there are besides.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }
}

extension TableFile {
  /// The text by which a value is compared with others: `1.0` and `1` are one number.
  func categoryText(row: Int, column: Int, isNumeric: Bool) -> String {
    if isNumeric, let number = number(row: row, column: column) { return number.categoryText }
    return text(row: row, column: column)
  }
}
