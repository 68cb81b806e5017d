import DataFiles

/// What a table's columns are, which of them is predicted, and what a user should know about it.
///
/// ``ColumnInference`` says how kinds are found, ``TargetInference`` how the target is.
package struct TableSchema: Codable, Hashable, Sendable {
  /// The columns in the file's order with the target, without those that a user dropped.
  package let columns: [ColumnProfile]
  /// The column that is predicted.
  package let target: String
  /// Whether classes or numbers are predicted.
  package let purpose: TablePurpose
  /// What a user should know, one sentence each.
  package let notices: [String]

  /// The columns that become inputs of a network.
  package var features: [ColumnProfile] { columns.filter { $0.name != target && $0.kind.isInput } }

  /// The columns of free text, which are learned from if there are no features.
  package var texts: [ColumnProfile] { columns.filter { $0.name != target && $0.kind == .text } }

  /// Looks at every row of `file`.
  ///
  /// - Throws: ``DataFileError`` when a choice names no column or a kind that its values do not
  ///   have, no column can be taken for the target, its values cannot be predicted (all equal, or
  ///   words of which each row has its own), or no other column is left.
  package init(_ file: TableFile, choices: TableChoices) throws {
    try Self.check(choices, file)
    let inference = try TargetInference(file, choices)
    target = inference.name
    purpose = inference.purpose
    var notices = TableNotices(file, inference)
    let dropped = Set(choices.dropped)
    var columns: [ColumnProfile] = []
    for (index, name) in file.columnNames.enumerated() where !dropped.contains(name) {
      if index == inference.column {
        columns.append(inference.profile)
        continue
      }
      let summary = ColumnSummary(file, column: index)
      let (kind, reason) = try Self.kind(of: summary, choices.kinds[name], file, index)
      let profile = ColumnProfile(summary, kind, reason)
      notices.add(summary, profile, column: index, isChosen: choices.kinds[name] != nil)
      columns.append(profile)
    }
    self.columns = columns
    let hasInputs = columns.contains { $0.name != inference.name && $0.kind.isInput }
    self.notices = notices.sentences(hasInputs: hasInputs)
    guard !features.isEmpty || !texts.isEmpty else {
      throw DataFileError(
        file: file.path, requirement: "a column besides the target '\(target)' must tell something",
        received: "none that is a number, a category, yes/no, a date or a text",
        advice: "'--column NAME=category' keeps a column")
    }
  }

  /// The rows of `file` that have a target, from which one can learn.
  ///
  /// - Throws: ``DataFileError`` when the file has no such column.
  package func rows(of file: TableFile) throws -> [Int] {
    let column = try file.column(named: target)
    let areNumbers = purpose == .regress || ColumnSummary(file, column: column).isNumeric
    return (0..<file.rowCount).filter { row in
      let text = file.text(row: row, column: column)
      return !(areNumbers ? MissingValue.isMissingNumber(text) : MissingValue.isMissingWord(text))
    }
  }

  /// The rows of `file` that have a target, for a file that is to be measured on.
  ///
  /// - Throws: ``DataFileError`` when the file has no such column, or no row has a target.
  package func labelledRows(of file: TableFile) throws -> [Int] {
    let rows = try rows(of: file)
    guard !rows.isEmpty else {
      throw DataFileError(
        file: file.path, column: target, requirement: "a row must have a target",
        received: "none with one")
    }
    return rows
  }

  private static func check(_ choices: TableChoices, _ file: TableFile) throws {
    guard file.columnNames.count > 1 else {
      throw DataFileError(
        file: file.path, requirement: "a table must have two columns or more",
        received: "one, '\(file.columnNames[0].prefix(40))'",
        advice: "columns are separated by commas, semicolons or tabs")
    }
    let named = [choices.target].compactMap { $0 } + choices.dropped + choices.kinds.keys.sorted()
    for name in named { _ = try file.column(named: name) }
    if let target = choices.target, choices.dropped.contains(target) {
      throw DataFileError(
        file: file.path, column: target, requirement: "the target must be kept",
        received: "it among the dropped columns")
    }
  }

  /// The kind that was chosen, if the values are of it, or else the one that they look like.
  private static func kind(
    of summary: ColumnSummary, _ chosen: ColumnKind?, _ file: TableFile, _ column: Int
  ) throws -> (kind: ColumnKind, reason: String) {
    guard let chosen else { return ColumnInference.kind(of: summary) }
    switch chosen {
    case .number:
      if let words = summary.words {
        throw file.fault(row: words.row, column: column, "must be a number")
      }
    case .date:
      guard !CalendarDate.orders(of: summary.values).isEmpty else {
        let row = (0..<file.rowCount).first {
          let text = file.text(row: $0, column: column)
          return !MissingValue.isMissingNumber(text) && CalendarDate.orders(of: [text]).isEmpty
        }
        throw file.fault(
          row: row ?? 0, column: column, "must be a date in one order of day, month and year")
      }
    case .yesNo:
      guard summary.values.allSatisfy({ YesNoWords.meaning(of: $0) != nil }) else {
        let row = (0..<file.rowCount).first {
          let text = file.text(row: $0, column: column)
          return !MissingValue.isMissingWord(text) && YesNoWords.meaning(of: text) == nil
        }
        throw file.fault(row: row ?? 0, column: column, "must be yes or no")
      }
    case .category, .identifier, .text, .constant: break
    }
    return (chosen, "as chosen")
  }
}

extension ColumnProfile {
  init(_ summary: ColumnSummary, _ kind: ColumnKind, _ reason: String) {
    self.init(
      name: summary.name, kind: kind, reason: reason, missing: summary.missing,
      distinct: summary.distinct,
      examples: summary.first(3).map { $0.count > 30 ? $0.prefix(29) + "…" : $0 })
  }
}

extension TableFile {
  /// The position of the column called `name`.
  ///
  /// - Throws: ``DataFileError`` with the nearest name when there is no such column.
  package func column(named name: String) throws -> Int {
    if let index = index(ofColumn: name) { return index }
    return try table.index(ofColumn: name)
  }
}
