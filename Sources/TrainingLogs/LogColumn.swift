/// A measurement over the rows of a log: those rows that have it, in the file's order.
public struct LogColumn: Hashable, Sendable {
  /// The name, as the file writes it, without blanks around it.
  public let name: String
  /// The rows that have a value, rising.
  public private(set) var rows: [Int] = []
  /// Their values; NaN and the infinities are among them.
  public private(set) var values: [Double] = []
  /// The largest count of digits that a value was written with; 17 for a binary number of 64 bits.
  public private(set) var digits = 0
  /// The largest count of digits behind the point, if no value was written with an exponent.
  public private(set) var decimals: Int? = 0

  init(_ name: String) { self.name = name }

  mutating func append(_ value: Double, row: Int, digits: Int, decimals: Int?) {
    rows.append(row)
    values.append(value)
    if digits > self.digits { self.digits = digits }
    guard let most = self.decimals else { return }
    self.decimals = decimals.map { max(most, $0) }
  }

  /// How far a written number may be from the one that was meant: half a unit of its last digit.
  public var resolution: Double {
    let largest = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    guard largest > 0 else { return 0 }
    func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
    var exponent = -330
    while exponent < 308, power(exponent + 1) <= largest { exponent += 1 }
    let last = power(exponent - digits + 1) / 2
    return decimals.map { min(last, power(-$0) / 2) } ?? last
  }
}

/// The measurements of one run, as rows and columns.
public struct LogRun: Hashable, Sendable {
  /// What the file calls the run; empty where it holds one.
  public let name: String
  /// The columns, in the order in which the file first names them.
  public internal(set) var columns: [LogColumn] = []
  /// The length of the run, if the file says it.
  public internal(set) var length: Int?
  /// What a row is where no column counts: `epochs` or `rows`.
  public internal(set) var rowUnit = LogUnit.rows
  /// How many rows there are.
  public internal(set) var rowCount = 0

  init(_ name: String) { self.name = name }

  /// The column with this name, in its own spelling or else as ``ColumnName`` compares.
  public func column(_ name: String) -> LogColumn? {
    columns.first { $0.name == name }
      ?? columns.first { ColumnName($0.name).plain == ColumnName(name).plain }
  }
}

/// What a column that counts counts.
public enum LogUnit: String, Hashable, Sendable {
  /// Updates.
  case steps
  /// Passes over the data.
  case epochs
  /// The rows of the file, since nothing in it counts.
  case rows
}

extension LogColumn {
  /// A column of known values.
  public init(_ name: String, rows: [Int], values: [Double]) {
    self.init(name)
    for (row, value) in zip(rows, values) { append(value, row: row, digits: 17, decimals: nil) }
  }
}
