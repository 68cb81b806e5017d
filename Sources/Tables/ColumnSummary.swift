/// One pass over a column: which values it has and how often, and whether they are numbers.
struct ColumnSummary {
  let name: String
  /// The number of rows.
  let rows: Int
  /// The rows without a value.
  let missing: Int
  /// How many rows have each value; those of whole numbers are written without a fraction.
  let counts: [String: Int]
  /// The different values in the order of their first rows.
  let values: [String]
  /// Whether every value is a number.
  let isNumeric: Bool
  /// Whether every value is a whole number.
  let isWhole: Bool
  /// Whether a whole number starts with a zero that is no part of an amount, such as `01067`.
  let hasLeadingZero: Bool
  /// The first row whose value is no number, and how many there are; nil if every value is one.
  let words: (row: Int, count: Int)?

  /// The number of rows with a value.
  var present: Int { rows - missing }
  /// The number of different values.
  var distinct: Int { values.count }

  init(_ file: TableFile, column: Int) {
    name = file.columnNames[column]
    rows = file.rowCount
    var numbers = NumberColumn()
    for row in 0..<file.rowCount {
      if let number = file.number(row: row, column: column) {
        numbers.add(number, file.startsWithZero(row: row, column: column))
      } else {
        let text = file.text(row: row, column: column)
        if MissingValue.isMissingNumber(text) {
          numbers.missing += 1
        } else {
          numbers.addWord(row)
        }
      }
    }
    words = numbers.firstWord.map { ($0, numbers.wordCount) }
    isNumeric = numbers.firstWord == nil && !numbers.order.isEmpty
    isWhole = isNumeric && numbers.isWhole
    hasLeadingZero = isNumeric && numbers.hasLeadingZero
    if isNumeric && !hasLeadingZero {
      missing = numbers.missing
      values = numbers.order.map(\.categoryText)
      counts = Dictionary(uniqueKeysWithValues: numbers.counts.map { ($0.categoryText, $1) })
      return
    }
    // `None` and `-` are missing among numbers, and values among words.
    let onlyMissing = numbers.missing == file.rowCount
    var (counts, values, missing) = ([String: Int](), [String](), 0)
    for row in 0..<file.rowCount {
      let text = file.text(row: row, column: column)
      if onlyMissing || MissingValue.isMissingWord(text)
        || (isNumeric && MissingValue.isMissingNumber(text))
      {
        missing += 1
      } else {
        if counts[text] == nil { values.append(text) }
        counts[text, default: 0] += 1
      }
    }
    (self.counts, self.values, self.missing) = (counts, values, missing)
  }
}

/// The values of a column as far as they are numbers.
private struct NumberColumn {
  var counts: [Double: Int] = [:]
  var order: [Double] = []
  var missing = 0
  var isWhole = true
  var hasLeadingZero = false
  var firstWord: Int?
  var wordCount = 0

  mutating func addWord(_ row: Int) {
    if firstWord == nil { firstWord = row }
    wordCount += 1
  }

  mutating func add(_ number: Double, _ startsWithZero: Bool) {
    guard firstWord == nil else { return }
    if counts.updateValue((counts[number] ?? 0) + 1, forKey: number) == nil {
      order.append(number)
    }
    if number.rounded() != number { isWhole = false }
    if startsWithZero { hasLeadingZero = true }
  }
}

extension Double {
  /// The number as the name of a category: without a fraction where it is whole.
  var categoryText: String {
    self.rounded() == self && magnitude < 0x1p53 ? "\(Int64(self))" : "\(self)"
  }
}
