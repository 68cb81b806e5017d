/// Puts the rows that a reader finds into runs and columns, and counts what it passes over.
struct LogCollector {
  private(set) var runs: [LogRun] = []
  private(set) var skipped: [LogSkip] = []
  /// The first of the columns that nobody wanted.
  private(set) var others: [String] = []
  private let isWanted: (String) -> Bool
  private var positions: [String: Int] = [:]
  private var runIndices: [String: Int] = [:]
  private var current = -1

  /// Keeps the columns for which `isWanted` is true: a long log has many that nobody asked for.
  init(keeping isWanted: @escaping (String) -> Bool) { self.isWanted = isWanted }

  /// Rows that follow belong to this run.
  mutating func begin(_ name: String) {
    if current >= 0, runs[current].name == name { return }
    if let position = runIndices[name] {
      current = position
    } else {
      current = runs.count
      runIndices[name] = current
      runs.append(LogRun(name))
    }
    positions = [:]
    for (position, column) in runs[current].columns.enumerated() {
      positions[column.name] = position
    }
  }

  /// The position of a column in the run; nil if nobody wants it.
  mutating func index(of name: String) -> Int? {
    if current < 0 { begin("") }
    if let position = positions[name] { return position < 0 ? nil : position }
    guard isWanted(name), runs[current].columns.count < 10_000 else {
      if others.count < 100, !others.contains(name) { others.append(name) }
      if positions.count < 100_000 { positions[name] = -1 }
      return nil
    }
    let position = runs[current].columns.count
    positions[name] = position
    runs[current].columns.append(LogColumn(name))
    return position
  }

  mutating func append(_ value: Double, at position: Int, digits: Int = 17, decimals: Int? = nil) {
    runs[current].columns[position].append(
      value, row: runs[current].rowCount, digits: digits, decimals: decimals)
  }

  /// A number whose digits are those that it needs.
  mutating func append(_ value: Double, to name: String) {
    guard let position = index(of: name) else { return }
    let text = NumberText("\(value)".utf8)
    append(value, at: position, digits: text.significant, decimals: text.decimals ?? 30)
  }

  mutating func append(_ value: Double, at position: Int, as text: NumberText) {
    append(value, at: position, digits: text.significant, decimals: text.decimals)
  }

  mutating func endRow() {
    if current < 0 { begin("") }
    runs[current].rowCount += 1
  }

  mutating func describe(length: Int? = nil, rowUnit: LogUnit? = nil) {
    if current < 0 { begin("") }
    if let length { runs[current].length = length }
    if let rowUnit { runs[current].rowUnit = rowUnit }
  }

  /// Counts something that was passed over; `position` is where the first of its kind was.
  mutating func skip(_ what: String, at position: String, count: Int = 1) {
    if let index = skipped.firstIndex(where: { $0.what == what }) {
      skipped[index].count += count
    } else if skipped.count < 20 {
      skipped.append(LogSkip(what: what, first: position, count: count))
    }
  }
}

/// Something in a file that was passed over.
public struct LogSkip: Hashable, Sendable, CustomStringConvertible {
  /// What it was.
  public let what: String
  /// Where the first of its kind was.
  public let first: String
  /// How many there were.
  public internal(set) var count: Int

  /// `3 rows with other fields than the header, the first at line 7`.
  public var description: String { "\(count) \(what), the first at \(first)" }
}
