internal import Notation
internal import TrainingLogs

/// The rates that a log holds, at rising times.
struct RateLog {
  /// The name of the rate's column.
  let column: String
  /// The name of the column that counts; nil if rows were counted.
  let counter: String?
  /// What is counted.
  let unit: LogUnit
  /// When each rate was logged, in ``unit``.
  let times: [Double]
  let rates: [Double]
  /// How far the log's digits leave a rate open.
  let resolution: Double
  /// The length of the run in ``unit``, if the log says it.
  let length: Int?
  /// What a reader must know of how the file was taken.
  let notes: [String]
}

extension RateLog {
  /// Takes the rates out of the rows of a run: one log, or one for each group of parameters.
  ///
  /// - Throws: `ExchangeError` that says which column is missing or must be named, or which rate is negative.
  static func groups(
    _ log: TrainingLog, file: String, column: String? = nil, counter: String? = nil,
    run name: String? = nil
  ) throws -> [RateLog] {
    let columns = RateColumns(log: log, file: file)
    let run = try columns.run(named: name, column: column)
    let notes = (name == nil ? columns.notes : []) + log.skipped.map { "passed over: \($0)" }
    return try columns.rates(in: run, named: column).map { rate, same in
      let count = try columns.counter(in: run, of: rate, named: counter)
      return try RateLog(rate, sameAs: same, count: count, in: run, file: file, notes)
    }
  }

  private init(
    _ rate: LogColumn, sameAs others: [String], count: LogColumn?, in run: LogRun, file: String,
    _ notes: [String]
  ) throws {
    var notes = notes
    if !others.isEmpty {
      notes.append("the same rates are in \(others.prefix(6).joined(separator: ", "))")
    }

    // sums and products of rates round to a little below zero
    let least = -1e-6 * (rate.values.lazy.filter(\.isFinite).max() ?? 0)
    var points: [(time: Double, rate: Double)] = []
    var position = 0
    var dropped = 0
    for (row, value) in zip(rate.rows, rate.values) {
      guard value.isFinite, value.magnitude <= 1e100 else {
        dropped += 1
        continue
      }
      guard value >= min(least, 0) else {
        throw ExchangeError(
          file: file, "the rates of '\(rate.name)' must not be negative",
          received: "\(value.notationText) in row \(row + 1)")
      }
      guard let count else {
        points.append((Double(points.count), max(value, 0)))
        continue
      }
      while position < count.rows.count, count.rows[position] < row { position += 1 }
      guard position < count.rows.count, count.rows[position] == row else {
        dropped += 1
        continue
      }
      let time = count.values[position]
      guard time.isFinite, time >= 0, time < 9e15 else {
        dropped += 1
        continue
      }
      points.append((time, max(value, 0)))
    }
    if dropped > 0 { notes.append("passed over: \(dropped) rows without a count or a finite rate") }

    let isEpochs = count.map { ColumnName($0.name).unit == .epochs } ?? (run.rowUnit == .epochs)
    if count == nil, !isEpochs { notes.append("no column counts, so rows were counted") }
    let sections = LogSections(points)
    notes += sections.notes
    guard sections.points.count >= 2 else {
      throw ExchangeError(
        file: file, "the column '\(rate.name)' must hold at least two rates",
        received: "\(sections.points.count)")
    }
    self.init(
      column: rate.name, counter: count?.name,
      unit: isEpochs ? .epochs : count == nil ? .rows : .steps,
      times: sections.points.map(\.time), rates: sections.points.map(\.rate),
      resolution: Set(rate.values.prefix(1000)).count > 4 ? rate.resolution : 0,
      length: isEpochs ? nil : run.length, notes: notes)
  }
}
