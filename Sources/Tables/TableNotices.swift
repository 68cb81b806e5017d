import DataFiles

/// Collects what a user should know about a table.
struct TableNotices {
  private let file: TableFile
  private let target: TargetInference
  /// The position of each row's target among the different ones; nil where it is missing.
  private let targetCodes: [Int?]
  private let targetNumbers: [Double?]
  private var left: [ColumnKind: [String]] = [:]
  private var others: [String] = []

  init(_ file: TableFile, _ target: TargetInference) {
    (self.file, self.target) = (file, target)
    targetCodes = Self.codes(file, target.column, target.summary)
    targetNumbers =
      target.purpose == .classify
      ? [] : (0..<file.rowCount).map { file.number(row: $0, column: target.column) }
  }

  /// The sentences: the target, what is left out, then the rest in the order of the columns.
  var sentences: [String] {
    var sentences = target.notices
    let missing = target.summary.missing
    if missing > 0 {
      sentences.append(
        "\(missing) \(missing == 1 ? "row" : "rows") without a target '\(target.name)' "
          + "\(missing == 1 ? "is" : "are") left out.")
    }
    if target.purpose == .classify {
      let single = target.summary.values.filter { target.summary.counts[$0] == 1 }
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
    for (kind, reason) in reasons {
      if let names = left[kind] { sentences.append("Left out \(reason): \(Self.list(names)).") }
    }
    return sentences + others
  }

  /// Adds what is to be said of a column that is not the target.
  mutating func add(
    _ summary: ColumnSummary, _ profile: ColumnProfile, column: Int, isChosen: Bool
  ) {
    let name = "'\(summary.name.prefix(40))'"
    if !profile.kind.isInput { left[profile.kind, default: []].append(summary.name) }
    if !isChosen, let words = summary.words, words.count * 10 < summary.present {
      let text = file.text(row: words.row, column: column).prefix(40)
      others.append(
        "\(name) would be numbers but for '\(text)' in line \(file.line(ofRow: words.row)).")
    }
    if !isChosen, profile.kind != .date, !summary.isNumeric,
      CalendarDate.orders(of: summary.values).count > 1
    {
      others.append(
        "\(name) may be dates with the day or the month first; "
          + "--column \(summary.name)=date takes the day first.")
    }
    if leaks(summary, profile.kind, column) {
      others.append(
        "\(name) tells the target exactly; --drop \(summary.name) "
          + "if it is not known when one predicts.")
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
    guard kind.isInput, summary.distinct == target.summary.distinct,
      summary.distinct * 2 <= summary.present
    else { return false }
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

  private func isOnLine(_ column: Int) -> Bool {
    var pairs: [(Double, Double)] = []
    for row in 0..<file.rowCount {
      guard let y = targetNumbers[row] else { continue }
      if let x = file.number(row: row, column: column) { pairs.append((x, y)) }
    }
    // Two points are always on a line.
    guard pairs.count > 3 else { return false }
    let count = Double(pairs.count)
    let meanX = pairs.reduce(0) { $0 + $1.0 } / count
    let meanY = pairs.reduce(0) { $0 + $1.1 } / count
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (x, y) in pairs {
      xx += (x - meanX) * (x - meanX)
      xy += (x - meanX) * (y - meanY)
      yy += (y - meanY) * (y - meanY)
    }
    return xx > 0 && yy > 0 && 1 - (xy / xx) * (xy / yy) < 1e-6
  }

  private static func codes(
    _ file: TableFile, _ column: Int, _ summary: ColumnSummary
  ) -> [Int?] {
    let codes = Dictionary(uniqueKeysWithValues: summary.values.enumerated().map { ($1, $0) })
    let isNumeric = summary.isNumeric && !summary.hasLeadingZero
    return (0..<file.rowCount).map { row in
      codes[file.categoryText(row: row, column: column, isNumeric: isNumeric)]
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
