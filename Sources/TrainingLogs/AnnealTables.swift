internal import GRDB

/// Reads the runs of Anneal's `runs.sqlite`: a row for each step at which a wanted series was
/// measured, with the step in the column `step`.
///
/// Source: `docs/runs-folder.md`.
enum AnnealTables {
  static func read(
    _ database: Database, run name: String?, into collector: inout LogCollector
  ) throws {
    let runs = try Row.fetchAll(
      database, sql: "SELECT key, id FROM run WHERE id = ifnull(?, id) ORDER BY key",
      arguments: [name])
    for run in runs {
      guard let key = Int64.fromDatabaseValue(run[0]), let id = String.fromDatabaseValue(run[1])
      else {
        collector.skip("runs without a name", at: "the table 'run'")
        continue
      }
      collector.begin(id)
      try points(ofRun: key, database, into: &collector)
    }
  }

  private static func points(
    ofRun key: Int64, _ database: Database, into collector: inout LogCollector
  ) throws {
    let counter = collector.index(of: "step")
    var positions: [Int64: Int] = [:]
    let series = try Row.fetchAll(
      database, sql: "SELECT key, name FROM series WHERE run = ? ORDER BY key", arguments: [key])
    for row in series {
      guard let key = Int64.fromDatabaseValue(row[0]), let name = String.fromDatabaseValue(row[1])
      else {
        collector.skip("series without a name", at: "the table 'series'")
        continue
      }
      positions[key] = collector.index(of: name)
    }
    guard !positions.isEmpty else { return }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT step, series, value FROM point
        WHERE series IN (\(positions.keys.map(String.init).joined(separator: ","))) ORDER BY step
        """)
    var current: Int64?
    while let row = try rows.next() {
      guard let step = Int64.fromDatabaseValue(row[0]), let key = Int64.fromDatabaseValue(row[1]),
        let position = positions[key]
      else {
        collector.skip("points of something else", at: "the table 'point'")
        continue
      }
      if step != current {
        if current != nil { collector.endRow() }
        current = step
        if let counter { collector.append(Double(step), at: counter) }
      }
      // SQLite has no NaN
      collector.append(Double.fromDatabaseValue(row[2]) ?? .nan, at: position)
    }
    if current != nil { collector.endRow() }
  }
}
