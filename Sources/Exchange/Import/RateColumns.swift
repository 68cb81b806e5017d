internal import TrainingLogs

/// Finds the column with the rates, and the one that counts them.
struct RateColumns {
  let log: TrainingLog
  let file: String
  private(set) var notes: [String] = []

  init(log: TrainingLog, file: String) {
    (self.log, self.file) = (log, file)
    let runs = log.runs.filter { !Self.rates(in: $0).isEmpty }
    if runs.count > 1, let last = runs.last {
      notes.append(
        "\(runs.count) runs have rates; '\(last.name)' is the last, and --run names another")
    }
  }

  private static func rates(in run: LogRun) -> [LogColumn] {
    let named = run.columns.filter { ColumnName($0.name).isRate }
    let filled = named.filter { $0.values.count(where: \.isFinite) >= 2 }
    return filled.isEmpty ? named : filled
  }

  private var known: String {
    let names = (log.runs.last?.columns.map(\.name) ?? []) + log.otherColumns
    return names.isEmpty ? "none" : names.prefix(20).joined(separator: ", ")
  }

  private var withoutRates: ExchangeError {
    ExchangeError(
      file: file,
      "the file must have a column such as 'lr' or 'learning_rate', or --column name it",
      received: known)
  }

  func run(named name: String?, column: String?) throws -> LogRun {
    if let name {
      let found = log.runs.first { $0.name == name } ?? log.runs.last { $0.name.contains(name) }
      if let found { return found }
      throw ExchangeError(
        file: file, "the file must have a run '\(name)'",
        received: log.runs.map { "'\($0.name)'" }.prefix(12).joined(separator: ", "))
    }
    if let column, let run = log.runs.last(where: { $0.column(column) != nil }) { return run }
    guard let run = log.runs.last(where: { !Self.rates(in: $0).isEmpty }) ?? log.runs.last else {
      throw withoutRates
    }
    return run
  }

  /// The rate's column, and the names of others that hold the same. There are several where the groups
  /// of parameters have rates of their own, in columns such as `lr/pg0` and `lr/pg1`.
  func rates(in run: LogRun, named name: String?) throws -> [(column: LogColumn, same: [String])] {
    if let name {
      guard let column = run.column(name) else {
        throw ExchangeError(file: file, "the file must have a column '\(name)'", received: known)
      }
      return [(column, [])]
    }
    var found = Self.rates(in: run)
    if found.isEmpty, let only = run.column("Value"), run.columns.count <= 3 { found = [only] }
    let best = found.min { ColumnName($0.name).plain.count < ColumnName($1.name).plain.count }
    guard let first = best else { throw withoutRates }
    var groups: [(column: LogColumn, same: [String])] = [(first, [])]
    for column in found where column.name != first.name {
      if let index = groups.firstIndex(where: { Self.agree(column, $0.column) }) {
        groups[index].same.append(column.name)
      } else {
        groups.append((column, []))
      }
    }
    let families = Set(found.map { ColumnName($0.name).family })
    guard groups.count == 1 || (families.count == 1 && groups.count <= Self.mostGroups) else {
      throw ExchangeError(
        file: file, "the rate's column must be named with --column where there are several",
        received: found.map(\.name).joined(separator: ", "))
    }
    return groups
  }

  /// Each group is fitted by itself, which takes its time.
  private static let mostGroups = 12

  /// Whether two columns have the same values where both have one.
  private static func agree(_ a: LogColumn, _ b: LogColumn) -> Bool {
    // event files have a row for each measurement
    if a.values == b.values { return true }
    let other = Dictionary(zip(a.rows, a.values), uniquingKeysWith: { $1 })
    return zip(b.rows, b.values).allSatisfy { row, value in other[row].map { $0 == value } ?? true }
      && !Set(a.rows).isDisjoint(with: b.rows)
  }

  /// The column that counts; nil if rows are to be counted.
  func counter(in run: LogRun, of rate: LogColumn, named name: String?) throws -> LogColumn? {
    if let name {
      guard let column = run.column(name) else {
        throw ExchangeError(file: file, "the file must have a column '\(name)'", received: known)
      }
      return column
    }
    let rows = Set(rate.rows)
    let found = run.columns.filter { column in
      column.name != rate.name && ColumnName(column.name).unit != nil
        && column.rows.count(where: rows.contains) * 10 >= rate.rows.count * 9
    }.sorted { ColumnName($0.name).stepRank < ColumnName($1.name).stepRank }
    guard let best = found.first else { return nil }
    // a count of batches that begins again in each epoch counts no run
    if ColumnName(best.name).unit == .steps,
      let epochs = found.first(where: { ColumnName($0.name).unit == .epochs })
    {
      return best.joined(to: epochs, in: rows)
    }
    return best
  }
}

extension LogColumn {
  /// This count, or where it begins again with each new epoch, the count over all of them.
  fileprivate func joined(to epochs: LogColumn, in wanted: Set<Int>) -> LogColumn {
    let epoch = Dictionary(zip(epochs.rows, epochs.values), uniquingKeysWith: { $1 })
    let rows = zip(rows, values).compactMap {
      row, value -> (row: Int, epoch: Double, step: Double)? in
      guard wanted.contains(row), let epoch = epoch[row], value.isFinite else { return nil }
      return (row, epoch, value)
    }
    let falls = zip(rows, rows.dropFirst()).filter { $1.step < $0.step }
    guard !falls.isEmpty, falls.allSatisfy({ $1.epoch > $0.epoch }) else { return self }
    let gaps = zip(rows, rows.dropFirst()).map { $1.step - $0.step }.filter { $0 > 0 }
    let first = rows.map(\.step).min() ?? 0
    let length = (rows.map(\.step).max() ?? 0) - first + (gaps.min() ?? 1)
    let start = rows.map(\.epoch).min() ?? 0
    return LogColumn(
      name, rows: rows.map(\.row), values: rows.map { ($0.epoch - start) * length + $0.step })
  }
}
