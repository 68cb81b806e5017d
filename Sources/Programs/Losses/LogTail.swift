internal import Foundation
internal import TrainingLogs

/// What a trial adds to a log: a file or a folder in any form that `TrainingLogs` reads.
struct LogTail {
  private let path: String
  private let wanted: WantedSeries?
  /// What was there before the trial.
  private let before: [String: LogRun]
  /// What tells that nothing was written since the last look.
  private var stamp: [String: [Int]] = [:]
  private(set) var otherNames: [String] = []
  /// Why the log could not be read at the last look.
  private(set) var fault: String?

  init(_ path: String, wanted: WantedSeries?) {
    (self.path, self.wanted) = (path, wanted)
    let runs = (try? Self.runs(at: path, keeping: { _ in true })) ?? []
    before = Dictionary(runs.map { ($0.name, $0) }) { first, _ in first }
    stamp = Self.stamp(of: path)
  }

  /// All losses that the trial has written; nil if nothing was written since the last look.
  mutating func read() -> TrialLosses? {
    let now = Self.stamp(of: path)
    guard now != stamp else { return nil }
    stamp = now
    do {
      let runs = try Self.runs(at: path) { _ in true }
      fault = nil
      return losses(of: runs)
    } catch {
      // a program may be in the middle of writing it
      fault = "\(error)"
      return nil
    }
  }

  private mutating func losses(of runs: [LogRun]) -> TrialLosses {
    var readings: [(row: Int, run: Int, reading: LossReading)] = []
    for (number, run) in runs.enumerated() {
      let first = firstNewRow(of: run)
      guard first < run.rowCount else { continue }
      let counter = run.columns.filter { ColumnName($0.name).unit == .steps }
        .min { ColumnName($0.name).stepRank < ColumnName($1.name).stepRank }
      let pairs = counter.map { Array(zip($0.rows, $0.values)) } ?? []
      let steps = Dictionary(pairs) { first, _ in first }
      let place = (run.name as NSString).lastPathComponent
      for column in run.columns {
        let series =
          if let wanted { wanted.series(column.name) } else {
            SeriesName(column.name, leading: MeasureWords.words(of: place))
          }
        guard let series else {
          if otherNames.count < 20, !otherNames.contains(column.name) {
            otherNames.append(column.name)
          }
          continue
        }
        for (row, value) in zip(column.rows, column.values) where row >= first {
          readings.append((row, number, LossReading(series, value, step: steps[row])))
        }
      }
    }
    var losses = TrialLosses()
    for item in readings.sorted(by: { ($0.row, $0.run) < ($1.row, $1.run) }) {
      losses.add(item.reading)
    }
    return losses
  }

  /// The first row that was not there before: a log that was written anew is new from its first.
  private func firstNewRow(of run: LogRun) -> Int {
    guard let old = before[run.name], old.rowCount <= run.rowCount else { return 0 }
    let isContinued = old.columns.allSatisfy { column in
      guard let now = run.columns.first(where: { $0.name == column.name }) else { return false }
      return now.values.count >= column.values.count
        && zip(now.values, column.values).allSatisfy { $0.0 == $0.1 || $0.0.isNaN && $0.1.isNaN }
    }
    return isContinued ? old.rowCount : 0
  }

  private static func runs(
    at path: String, keeping isWanted: @escaping (String) -> Bool
  ) throws -> [LogRun] {
    LogFolder.matches(path)
      ? try LogFolder(path, keeping: isWanted).log.runs
      : try TrainingLog(LogFile(path: path), keeping: isWanted).runs
  }

  /// The size and the time of each file.
  private static func stamp(of path: String) -> [String: [Int]] {
    var paths = [path]
    if LogFolder.matches(path) {
      paths += (FileManager.default.subpaths(atPath: path) ?? []).prefix(10_000).map {
        "\(path)/\($0)"
      }
    }
    var found: [String: [Int]] = [:]
    for path in paths {
      var facts = stat()
      guard stat(path, &facts) == 0 else { continue }
      #if canImport(Darwin)
        let time = facts.st_mtimespec
      #else
        let time = facts.st_mtim
      #endif
      found[path] = [Int(facts.st_size), Int(time.tv_sec), Int(time.tv_nsec)]
    }
    return found
  }
}
