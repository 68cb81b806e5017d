/// Puts the rows that a reader finds into runs and columns, and counts what it passes over.
struct LogCollector {
  private(set) var runs: [LogRun] = []
  private(set) var skipped: [LogSkip] = []
  /// The first of the columns that nobody wanted.
  private(set) var others: [String] = []
  private let isWanted: (String) -> Bool
  private var places: [String: Int] = [:]
  private var runPlaces: [String: Int] = [:]
  private var current = -1

  /// Keeps the columns for which `isWanted` is true: a long log has many that nobody asked for.
  init(keeping isWanted: @escaping (String) -> Bool) { self.isWanted = isWanted }

  /// Rows that follow belong to this run.
  mutating func begin(_ name: String) {
    if current >= 0, runs[current].name == name { return }
    if let place = runPlaces[name] {
      current = place
    } else {
      current = runs.count
      runPlaces[name] = current
      runs.append(LogRun(name))
    }
    places = [:]
    for (place, column) in runs[current].columns.enumerated() { places[column.name] = place }
  }

  /// The place of a column in the run; nil if nobody wants it.
  mutating func place(of name: String) -> Int? {
    if current < 0 { begin("") }
    if let place = places[name] { return place < 0 ? nil : place }
    guard isWanted(name), runs[current].columns.count < 10_000 else {
      if others.count < 100, !others.contains(name) { others.append(name) }
      if places.count < 100_000 { places[name] = -1 }
      return nil
    }
    let place = runs[current].columns.count
    places[name] = place
    runs[current].columns.append(LogColumn(name))
    return place
  }

  mutating func append(_ value: Double, at place: Int, digits: Int = 17, decimals: Int? = nil) {
    runs[current].columns[place].append(
      value, row: runs[current].rowCount, digits: digits, decimals: decimals)
  }

  /// A number whose digits are those that it needs.
  mutating func append(_ value: Double, to name: String) {
    guard let place = place(of: name) else { return }
    let text = NumberText("\(value)".utf8)
    append(value, at: place, digits: text.significant, decimals: text.decimals ?? 30)
  }

  mutating func append(_ value: Double, at place: Int, as text: NumberText) {
    append(value, at: place, digits: text.significant, decimals: text.decimals)
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

  /// Counts something that was passed over; `place` is where the first of its kind was.
  mutating func skip(_ what: String, at place: String, count: Int = 1) {
    if let index = skipped.firstIndex(where: { $0.what == what }) {
      skipped[index].count += count
    } else if skipped.count < 20 {
      skipped.append(LogSkip(what: what, first: place, count: count))
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
