import DataFiles

/// Finds which column is predicted, and whether it holds classes or numbers.
///
/// The target is the one that was chosen; or the only column called `target` or `label`, or a first
/// column called `class`, `y` or the like; or the last one, if it is a number, a category or yes/no.
///
/// Words are classes, and so are the two values of yes/no and codes such as `01067`. Numbers are
/// classes if they are whole, at most 20 different ones, each in five rows on average, and the name
/// is not one of amounts or times such as `rating` or `year`; else they are numbers.
struct TargetInference {
  let name: String
  let column: Int
  let purpose: TablePurpose
  let profile: ColumnProfile
  let summary: ColumnSummary
  /// Why this column and this purpose were taken, where they were not chosen.
  let notices: [String]

  private static let (mostClasses, leastRowsPerClass) = (20, 5)

  init(_ file: TableFile, _ choices: TableChoices) throws {
    let (column, why) = try Self.column(file, choices)
    self.column = column
    name = file.columnNames[column]
    summary = ColumnSummary(file, column: column)
    let chosen = try choices.purpose ?? Self.purpose(choices.kinds[name], file, name)
    purpose = try chosen ?? Self.purpose(of: summary, file, column)
    try Self.check(summary, purpose, file, column)
    let values = "\(summary.distinct) values"
    let isYesNo = YesNoWords.arePair(summary)
    profile = ColumnProfile(
      summary, purpose == .regress ? .number : isYesNo ? .yesNo : .category,
      purpose == .regress ? "the target, \(values)" : "the target, \(summary.distinct) classes")
    var notices = why.map { [$0] } ?? []
    if chosen == nil, summary.isNumeric, !isYesNo, purpose == .classify {
      notices.append(
        "The \(values) of the target '\(name.prefix(40))' are taken for classes; --regress for numbers."
      )
    }
    self.notices = notices
  }

  /// The purpose that a chosen kind of the target means.
  private static func purpose(
    _ kind: ColumnKind?, _ file: TableFile, _ name: String
  ) throws -> TablePurpose? {
    switch kind {
    case nil: return nil
    case .number: return .regress
    case .category, .yesNo: return .classify
    case .date, .identifier, .text, .constant:
      throw DataFileError(
        file: file.path, column: name,
        requirement: "the target must be a number, a category or yes/no",
        received: "'\(kind!.rawValue)'")
    }
  }

  private static func column(
    _ file: TableFile, _ choices: TableChoices
  ) throws -> (column: Int, why: String?) {
    if let target = choices.target { return (try file.column(named: target), nil) }
    // What `predict` added to a table is not what was to be predicted.
    let added = file.columnNames.filter {
      ["prediction", "prediction low", "prediction high"].contains($0)
        || $0.hasPrefix("probability ")
    }
    let kept = file.columnNames.indices.filter {
      !(choices.dropped + added).contains(file.columnNames[$0])
    }
    let named = kept.filter {
      let name = ColumnName(file.columnNames[$0])
      return name.isTarget || ($0 == kept.first && name.isTargetIfFirst)
    }
    let advice = "--target NAME for another"
    if named.count == 1, named != kept.suffix(1) {
      return (
        named[0],
        "The target is \(TableNotices.list([file.columnNames[named[0]]])) by its name; \(advice)."
      )
    }
    var received = "none, since all are dropped"
    if let last = kept.last {
      let name = file.columnNames[last]
      let (kind, reason) = ColumnInference.kind(of: ColumnSummary(file, column: last))
      if [.number, .category, .yesNo].contains(kind) {
        return (last, "The target is the last column, '\(name.prefix(40))'; \(advice).")
      }
      received =
        "none by name, and a last one, '\(name.prefix(40))', that is \(kind.article) (\(reason))"
    }
    let names = file.columnNames.prefix(20).map { String($0.prefix(40)) }.joined(separator: ", ")
    throw DataFileError(
      file: file.path, requirement: "the target must be one of the columns", received: received,
      advice: "name one with --target: \(names)\(file.columnNames.count > 20 ? ", …" : "")")
  }

  private static func purpose(
    of summary: ColumnSummary, _ file: TableFile, _ column: Int
  ) throws -> TablePurpose {
    if summary.areCodes || YesNoWords.arePair(summary) { return .classify }
    guard summary.isNumeric else {
      // A few words among many numbers are rather mistakes than classes.
      if let words = summary.words, words.count * 10 < summary.present,
        summary.distinct - words.count > mostClasses
      {
        throw file.fault(
          row: words.row, column: column, "the target must be numbers or words, not both",
          advice: "correct it, or --classify for classes")
      }
      return .classify
    }
    let isFew =
      summary.distinct <= mostClasses && summary.distinct * leastRowsPerClass <= summary.present
    let name = ColumnName(summary.name)
    return summary.isWhole && isFew && !name.isAmount && !name.isTime ? .classify : .regress
  }

  /// Refuses what cannot be learned.
  private static func check(
    _ summary: ColumnSummary, _ purpose: TablePurpose, _ file: TableFile, _ column: Int
  ) throws {
    func fault(_ requirement: String, _ received: String, _ advice: String? = nil) -> DataFileError
    {
      DataFileError(
        file: file.path, column: summary.name, requirement: requirement, received: received,
        advice: advice)
    }
    guard summary.distinct > 1 else {
      let value = summary.first(1).first.map { "'\($0.prefix(40))' in each row" } ?? "none"
      throw fault("the target must have different values", value)
    }
    guard purpose == .classify else {
      guard let words = summary.words else { return }
      throw file.fault(row: words.row, column: column, "the target must be a number")
    }
    let (distinct, present) = (summary.distinct, summary.present)
    if distinct == present || (distinct > mostClasses && distinct * 2 > present) {
      throw fault(
        "the classes of a target must repeat",
        distinct == present
          ? "a value of its own in each row, such as '\(summary.first(1)[0].prefix(40))'"
          : "\(distinct) values in \(present) rows",
        summary.isNumeric ? "--regress predicts numbers" : nil)
    }
  }
}
