/// One pass over a column: which values it has and how often, and whether they are numbers.
struct ColumnSummary {
  let name: String
  /// The number of rows.
  let rows: Int
  /// The rows without a value.
  let missing: Int
  /// Whether every value is a number.
  let isNumeric: Bool
  /// Whether every value is a whole number.
  let isWhole: Bool
  /// Whether the values are whole numbers of which one is written as no amount is, as
  /// ``TableFile/isCode(row:column:)`` says.
  let areCodes: Bool
  /// The first row whose value is no number, and how many there are; nil if every value is one.
  let words: (row: Int, count: Int)?

  private let numbers: ValueCounts<Double>
  private let texts: ValueCounts<String>

  /// The number of rows with a value.
  var present: Int { rows - missing }
  /// The number of different values.
  var distinct: Int { isAmount ? numbers.values.count : texts.values.count }
  /// Whether values are compared as numbers, so that `1.0` is `1`.
  var isAmount: Bool { isNumeric && !areCodes }
  /// The different values in the order of their first rows.
  var values: [String] { first(distinct) }
  /// How many rows have each of ``values``.
  var counts: [Int] {
    isAmount
      ? numbers.values.map { numbers.counts[$0, default: 0] }
      : texts.values.map { texts.counts[$0, default: 0] }
  }

  /// The first different values, at most `count`.
  func first(_ count: Int) -> [String] {
    isAmount ? numbers.values.prefix(count).map(\.categoryText) : Array(texts.values.prefix(count))
  }

  /// Looks at every row of a column.
  init(_ file: TableFile, column: Int) {
    name = file.columnNames[column]
    rows = file.rowCount
    var (numbers, missing, isWhole, codes) = (ValueCounts<Double>(), 0, true, false)
    var words: (row: Int, count: Int)?
    for row in 0..<file.rowCount {
      if let number = file.number(row: row, column: column) {
        guard words == nil else { continue }
        numbers.add(number)
        if number.rounded() != number { isWhole = false }
        if !codes { codes = file.isCode(row: row, column: column) }
      } else if MissingValue.isMissingNumber(file.text(row: row, column: column)) {
        missing += 1
      } else {
        words = (words?.row ?? row, (words?.count ?? 0) + 1)
      }
    }
    self.words = words
    isNumeric = words == nil && !numbers.values.isEmpty
    self.isWhole = isNumeric && isWhole
    areCodes = self.isWhole && codes
    if isNumeric && !areCodes {
      (self.numbers, self.missing, texts) = (numbers, missing, ValueCounts())
      return
    }
    // `None` and `-` are missing among numbers and dates, and values among words.
    let areNumbers = isNumeric || missing == file.rowCount
    var texts = ValueCounts<String>()
    missing = 0
    for row in 0..<file.rowCount {
      let text = file.text(row: row, column: column)
      if areNumbers ? MissingValue.isMissingNumber(text) : MissingValue.isMissingWord(text) {
        missing += 1
      } else {
        texts.add(text)
      }
    }
    let isMarker = MissingValue.isMissingNumber
    if texts.values.contains(where: isMarker),
      !CalendarDate.orders(of: texts.values.filter { !isMarker($0) }).isEmpty
    {
      missing += texts.remove(where: isMarker)
    }
    (self.numbers, self.missing, self.texts) = (ValueCounts(), missing, texts)
  }
}

/// The different values of a column, in the order of their first rows, and how many rows have each.
private struct ValueCounts<Value: Hashable> {
  private(set) var values: [Value] = []
  private(set) var counts: [Value: Int] = [:]

  mutating func add(_ value: Value) {
    counts[value, default: 0] += 1
    if counts.count > values.count { values.append(value) }
  }

  /// Forgets the values for which `isRemoved` is true; the number of their rows.
  mutating func remove(where isRemoved: (Value) -> Bool) -> Int {
    let removed = values.filter(isRemoved)
    values.removeAll(where: isRemoved)
    return removed.reduce(0) { $0 + (counts.removeValue(forKey: $1) ?? 0) }
  }
}

extension Double {
  /// The number as the name of a category: without a fraction where it is whole.
  var categoryText: String {
    self.rounded() == self && magnitude < 0x1p53 ? "\(Int64(self))" : "\(self)"
  }
}
