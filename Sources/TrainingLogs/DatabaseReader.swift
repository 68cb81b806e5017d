internal import Foundation
internal import GRDB

/// Reads the measurements that Anneal, MLflow and Trackio keep in SQLite.
///
/// Anneal's `runs.sqlite` has tables `run`, `series` and `point`, of which a row is a step;
/// MLflow's `mlflow.db` has a table `metrics` with a row for each value (`key`, `value`, `step`,
/// `run_uuid`); Trackio's has one with a JSON object for each step (`run_name`, `step`, `metrics`).
/// The file is opened for reading alone.
enum DatabaseReader {
  /// Reads all runs, or of Anneal's the one that is named.
  static func read(
    _ file: LogFile, run: String? = nil, into collector: inout LogCollector
  ) throws {
    var copy: URL?
    defer { if let copy { try? FileManager.default.removeItem(at: copy) } }
    let path: String
    if let known = file.path {
      path = known
    } else {
      let url = FileManager.default.temporaryDirectory.appendingPathComponent(
        "anneal-\(UUID().uuidString).db")
      try Data(file.read(at: 0, file.count)).write(to: url)
      copy = url
      path = url.path
    }
    func log() -> Bool { FileManager.default.fileExists(atPath: path + "-wal") }
    // In the mode with a log ahead, a database without one is open nowhere. Read as a file that
    // does not change, it needs no index, and its folder stays as it is.
    let isAtRest = file.head.count > 18 && file.head[18] == 2 && !log()
    let start = collector
    do {
      try read(path, isUnchanging: isAtRest, run, file.name, into: &collector)
      guard isAtRest, log() else { return }
      // a training began meanwhile
      collector = start
      try read(path, isUnchanging: false, run, file.name, into: &collector)
    } catch let error as DatabaseError {
      collector = start
      throw LogError(
        file: file.name, "the file must be a database of Anneal, MLflow or Trackio",
        received: error.message ?? "one that SQLite cannot read")
    }
  }

  private static func read(
    _ path: String, isUnchanging: Bool, _ run: String?, _ name: String,
    into collector: inout LogCollector
  ) throws {
    var configuration = Configuration()
    configuration.readonly = true
    // what a run is still writing into cannot be waited for
    configuration.busyMode = .timeout(1)
    let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f")
      .replacing("#", with: "%23")
    let queue = try DatabaseQueue(
      path: isUnchanging ? "file:\(escaped)?immutable=1" : path, configuration: configuration)
    var found = collector
    try queue.read { database in
      if try ["run", "series", "point"].allSatisfy({ try database.tableExists($0) }) {
        return try AnnealTables.read(database, run: run, into: &found)
      }
      let columns =
        try database.tableExists("metrics")
        ? Set(database.columns(in: "metrics").map { $0.name.lowercased() }) : []
      if columns.isSuperset(of: ["key", "value", "step", "run_uuid"]) {
        try mlflow(database, into: &found)
      } else if columns.contains("metrics"), columns.contains("step") {
        try trackio(
          database, run: columns.contains("run_name") ? "run_name" : "run_id", into: &found)
      } else {
        throw LogError(
          file: name,
          "the database must be one of Anneal, or have a table 'metrics' of MLflow or Trackio",
          received: columns.isEmpty
            ? "no such table" : "the columns " + columns.sorted().prefix(12).joined(separator: ", ")
        )
      }
    }
    collector = found
  }

  private static func mlflow(_ database: Database, into collector: inout LogCollector) throws {
    let rows = try Row.fetchCursor(
      database,
      sql:
        "SELECT run_uuid, key, value, step, is_nan FROM metrics ORDER BY run_uuid, timestamp, step")
    while let row = try rows.next() {
      guard let run = String.fromDatabaseValue(row[0]), let key = String.fromDatabaseValue(row[1]),
        let value = Double.fromDatabaseValue(row[2]), let step = Int.fromDatabaseValue(row[3])
      else {
        collector.skip("rows of something else", at: "the table 'metrics'")
        continue
      }
      collector.begin(run)
      collector.append(Double(step), to: "step")
      collector.append(row[4] == true ? .nan : value, to: key)
      collector.endRow()
    }
  }

  private static func trackio(
    _ database: Database, run: String, into collector: inout LogCollector
  ) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(run), step, metrics FROM metrics ORDER BY \(run), step, rowid")
    while let row = try rows.next() {
      guard let step = Int.fromDatabaseValue(row[1]), let text = String.fromDatabaseValue(row[2]),
        case .object(let members)? = JSONReader.document(text.utf8)
      else {
        collector.skip("rows of something else", at: "the table 'metrics'")
        continue
      }
      collector.begin(String.fromDatabaseValue(row[0]) ?? "")
      LogRows.add(
        [LogDocument.Member("step", .number(Double(step)))]
          + members.filter { $0.key != "step" }, to: &collector)
    }
  }
}
