internal import Notation
internal import TrainingLogs

/// A series of a log, at rising times.
struct MeasuredSeries {
  /// What the log calls it.
  let name: String
  /// The run that it is of.
  let run: String
  /// The column that counted; nil if rows were counted.
  let counter: String?
  /// What is counted.
  let unit: LogUnit
  let points: [(time: Double, value: Double)]
  /// How the log was taken.
  let notes: [String]

  /// - Throws: `ExchangeError` that names the series that there are.
  init(
    _ wanted: String, in log: TrainingLog, file: String, counter: String?, run name: String?
  ) throws {
    let columns = RateColumns(log: log, file: file)
    let holders = log.runs.filter { $0.column(wanted) != nil }
    let found = try name.map { try columns.run(named: $0, column: wanted) } ?? holders.last
    guard let run = found, let series = run.column(wanted) else {
      throw Self.missing(wanted, in: log, file: file)
    }
    var notes = log.skipped.map { "passed over: \($0)" }
    if name == nil, holders.count > 1 {
      notes.append(
        "\(holders.count) runs have '\(series.name)'; '\(run.name)' is the last, and --run names "
          + "another")
    }
    let count = try columns.counter(in: run, of: series, named: counter)
    let isEpochs = count.map { ColumnName($0.name).unit == .epochs } ?? (run.rowUnit == .epochs)
    let times = count.map { Dictionary(zip($0.rows, $0.values), uniquingKeysWith: { $1 }) }
    var points: [(time: Double, value: Double)] = []
    var (dropped, falls) = (0, 0)
    for (row, value) in zip(series.rows, series.values) {
      let time = times.map { $0[row] ?? .nan } ?? Double(points.count)
      guard time >= 0, time < 9e15 else {
        dropped += 1
        continue
      }
      if let last = points.last, time < last.time { falls += 1 }
      while let last = points.last, last.time >= time { points.removeLast() }
      points.append((time, value))
    }
    if dropped > 0 { notes.append("passed over: \(dropped) rows without a count") }
    if falls > 0 {
      notes.append(
        "the count falls back \(falls == 1 ? "once" : "\(falls) times"), as of a run that was resumed; "
          + "of values with the same count the last one is used")
    }
    if count == nil, !isEpochs { notes.append("no column counts, so rows were counted") }
    (self.name, self.run, self.counter) = (series.name, run.name, count?.name)
    unit = isEpochs ? .epochs : count == nil ? .rows : .steps
    (self.points, self.notes) = (points, notes)
  }

  private static func missing(
    _ wanted: String, in log: TrainingLog, file: String
  ) -> ExchangeError {
    var names = log.otherColumns
    for run in log.runs {
      for column in run.columns where !names.contains(column.name) { names.append(column.name) }
    }
    let hint = nearestName(to: wanted, among: names).map { "; did you mean '\($0)'?" } ?? ""
    let list = names.prefix(20).joined(separator: ", ")
    let more = names.count > 20 ? " and \(names.count - 20) more" : ""
    return ExchangeError(
      file: file, "the log must have a series '\(wanted)', or --series name another",
      received: names.isEmpty ? "none" : list + more + hint)
  }
}
