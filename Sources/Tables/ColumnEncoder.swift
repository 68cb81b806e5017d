import DataFiles

/// How one column becomes inputs, with the statistics of the training part.
package struct ColumnEncoder: Codable, Hashable, Sendable {
  /// The ways in which values become inputs.
  package enum Form: Codable, Hashable, Sendable {
    /// A standardized number; 0, the median, where it is missing.
    case number(NumberScaling)
    /// 1 for yes and −1 for no; 0 where it is missing or neither.
    case yesNo
    /// One input for each category, 1 for that of the row; all 0 for others and where it is missing.
    case oneHot(CategoryList)
    /// The category's position plus 1, for an embedding; 0 for others and where it is missing.
    case code(CategoryList)
    /// The numbers of a date; all 0 where it is missing.
    case date(DateScaling)
  }

  /// The column's name.
  package let name: String
  /// How its values become inputs.
  package let form: Form
  /// Whether a further input is 1 where the value is missing, since it was in the training part.
  package let marksMissing: Bool
  /// The decimal mark of the file of the training part, for files that do not tell theirs.
  let decimalMark: DecimalMark

  /// The number of inputs that are numbers.
  var numberCount: Int {
    let width =
      switch form {
      case .number, .yesNo: 1
      case .oneHot(let categories): categories.names.count
      case .code: 0
      case .date(let scaling): scaling.width
      }
    return width + (marksMissing ? 1 : 0)
  }

  /// The number of codes of an embedded column; nil for others.
  var codeSize: Int? {
    if case .code(let categories) = form { categories.names.count + 1 } else { nil }
  }

  /// Takes the statistics of a column over `rows`.
  ///
  /// - Throws: ``DataFileError`` when a value is not of the kind.
  init(_ file: TableFile, column: Int, kind: ColumnKind, rows: [Int]) throws {
    name = file.columnNames[column]
    decimalMark = file.tellingMarks[column] ?? file.decimalMark
    let field = EncodedField(file: file, column: column, decimalMark: decimalMark)
    var values = 0
    switch kind {
    case .number:
      let numbers = try rows.compactMap { try field.number(row: $0) }
      values = numbers.count
      form = .number(NumberScaling(numbers))
    case .yesNo:
      values = rows.count { field.saysYes(row: $0) != nil }
      form = .yesNo
    case .date:
      let texts = (0..<file.rowCount).map { file.text(row: $0, column: column) }
        .filter { !MissingValue.isMissingNumber($0) }
      let order = DateOrder.preferred(CalendarDate.orders(of: texts)) ?? .yearMonthDay
      let dates = try rows.compactMap { try field.date(row: $0, order) }
      values = dates.count
      form = .date(DateScaling(dates, order: order))
    case .category, .identifier, .text, .constant:
      let summary = ColumnSummary(file, column: column)
      let areNumbers = summary.isAmount
      let texts = rows.compactMap { field.category(row: $0, areNumbers) }
      let all = CategoryList(texts, areNumbers: areNumbers)
      // A category of a single row teaches the embedding of unknown ones.
      form =
        all.names.count <= CategoryList.mostOneHot
        ? .oneHot(all) : .code(CategoryList(texts, areNumbers: areNumbers, leastRows: 2))
      marksMissing = false
      return
    }
    marksMissing = values < rows.count
  }
}

/// A column of the file that is encoded.
struct EncodedField {
  let file: TableFile
  let column: Int
  let decimalMark: DecimalMark

  /// The number in a row; nil if it is missing.
  func number(row: Int) throws -> Double? {
    if let number = file.number(row: row, column: column, otherwise: decimalMark) { return number }
    if MissingValue.isMissingNumber(file.text(row: row, column: column)) { return nil }
    throw file.fault(row: row, column: column, "must be a number, as in training")
  }

  /// The date in a row; nil if it is missing.
  func date(row: Int, _ order: DateOrder) throws -> CalendarDate? {
    let text = file.text(row: row, column: column)
    if let date = CalendarDate(text, order: order) { return date }
    if MissingValue.isMissingNumber(text) { return nil }
    throw file.fault(row: row, column: column, "must be a date, \(order.title), as in training")
  }

  /// The category in a row; nil if it is missing.
  func category(row: Int, _ areNumbers: Bool) -> String? {
    if areNumbers, let number = file.number(row: row, column: column, otherwise: decimalMark) {
      return number.categoryText
    }
    let text = file.text(row: row, column: column)
    let isMissing =
      areNumbers ? MissingValue.isMissingNumber(text) : MissingValue.isMissingWord(text)
    return isMissing ? nil : text
  }

  /// Whether a row says yes; nil if it is missing, or a word that says neither yes nor no.
  func saysYes(row: Int) -> Bool? {
    if let meaning = YesNoWords.meaning(of: file.text(row: row, column: column)) { return meaning }
    // 1 and 0 may be written as `1,00` and `0,00`.
    let number = file.number(row: row, column: column, otherwise: decimalMark)
    return number == 1 ? true : number == 0 ? false : nil
  }
}
