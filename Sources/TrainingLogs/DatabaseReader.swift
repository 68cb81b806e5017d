internal import Foundation
internal import GRDB

/// Reads the metrics that MLflow and Trackio keep in SQLite.
///
/// MLflow's `mlflow.db` has a table `metrics` with a row for each value (`key`, `value`, `step`,
/// `run_uuid`); Trackio's has one with a JSON object for each step (`run_name`, `step`, `metrics`).
/// The file is opened for reading alone.
enum DatabaseReader {
  static func read(_ file: LogFile, into collector: inout LogCollector) throws {
    var copy: URL?
    defer { if let copy { try? FileManager.default.removeItem(at: copy) } }
    let path: String
    if let known = file.path {
      path = known
    } else {
      let place = FileManager.default.temporaryDirectory.appendingPathComponent(
        "anneal-\(UUID().uuidString).db")
      try Data(file.read(at: 0, file.count)).write(to: place)
      copy = place
      path = place.path
    }
    var configuration = Configuration()
    configuration.readonly = true
    // what a run is still writing into cannot be waited for
    configuration.busyMode = .timeout(1)
    configuration.maximumReaderCount = 1
    var found = collector
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { database in
        let columns = try Set(database.columns(in: "metrics").map { $0.name.lowercased() })
        if columns.isSuperset(of: ["key", "value", "step", "run_uuid"]) {
          try mlflow(database, into: &found)
        } else if columns.contains("metrics"), columns.contains("step") {
          try trackio(
            database, run: columns.contains("run_name") ? "run_name" : "run_id", into: &found)
        } else {
          throw LogError(
            file: file.name, "the table 'metrics' must be one of MLflow's or Trackio's",
            received: "the columns " + columns.sorted().prefix(12).joined(separator: ", "))
        }
      }
    } catch let error as DatabaseError {
      throw LogError(
        file: file.name, "the file must be a database of MLflow or Trackio",
        received: error.message ?? "one that SQLite cannot read")
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
