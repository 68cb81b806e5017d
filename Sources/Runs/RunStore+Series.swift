public import Foundation
import GRDB
import Notation

extension RunStore {
  /// Adds measurements and events to a run, all of them or none.
  ///
  /// - Throws: ``RunsError`` of kind `duplicate` when a series already has a value at that step.
  public func append(
    points: [SeriesPoint], events: [RunEvent] = [], to id: String
  ) throws {
    try write { database in
      let (key, record) = try Self.run(id, database)
      try Self.insert(points, key, record.id, database)
      try Self.insert(events, key, database)
      try Self.touch(key, database)
    }
  }

  /// Prepares a run for being resumed at `step`: deletes its points and events from `step` on and
  /// its summary, and sets its status to running, in this process.
  ///
  /// - Parameter kept: a kind of events that are not deleted, since they also apply to the resumed
  ///   run.
  public func rewind(
    _ id: String, to step: Int, keeping kept: String? = nil, process: Int32 = getpid()
  ) throws {
    try write { database in
      let key = try Self.run(id, database).key
      try database.execute(
        sql: """
          DELETE FROM point WHERE step >= ? AND series IN (SELECT key FROM series WHERE run = ?)
          """, arguments: [step, key])
      try database.execute(
        sql: """
          DELETE FROM series
          WHERE run = ? AND NOT EXISTS (SELECT 1 FROM point WHERE point.series = series.key)
          """, arguments: [key])
      try database.execute(
        sql: "DELETE FROM event WHERE run = ? AND step >= ? AND kind IS NOT ?",
        arguments: [key, step, kept])
      try database.execute(
        sql: "UPDATE run SET status = 'running', summary = NULL, process = ? WHERE key = ?",
        arguments: [process, key])
      try Self.touch(key, database)
    }
  }

  /// The names of a run's series, sorted.
  public func seriesNames(of id: String) throws -> [String] {
    try read { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM series WHERE run = ? ORDER BY name",
        arguments: [Self.run(id, database).key])
    }
  }

  /// The points of one series from `step` on, in the order of their steps.
  ///
  /// - Throws: ``RunsError`` of kind `unknown`, with the nearest name, when the run has no such
  ///   series.
  public func series(_ name: String, of id: String, from step: Int = 0) throws -> [SeriesPoint] {
    try read { database in
      let (key, record) = try Self.run(id, database)
      let series = try Int64.fetchOne(
        database, sql: "SELECT key FROM series WHERE run = ? AND name = ?", arguments: [key, name])
      guard let series else {
        let known = try String.fetchAll(
          database, sql: "SELECT name FROM series WHERE run = ? ORDER BY name", arguments: [key])
        throw RunsError(
          .unknown, "run \(record.id)",
          requirement: "the series must be one of \(known.joined(separator: ", "))",
          received: "'\(name)'",
          advice: nearestName(to: name, among: known).map { "did you mean '\($0)'?" })
      }
      return try Row.fetchAll(
        database, sql: "SELECT step, value FROM point WHERE series = ? AND step >= ? ORDER BY step",
        arguments: [series, step]
      ).map { SeriesPoint(series: name, step: $0[0], value: $0[1] ?? .nan) }
    }
  }

  /// The events of a run from `ordinal` on, in the order in which they were recorded.
  public func events(of id: String, from ordinal: Int = 0) throws -> [RunEvent] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM event WHERE run = ? AND ordinal >= ? ORDER BY ordinal",
        arguments: [Self.run(id, database).key, ordinal]
      ).map { row in
        RunEvent(
          ordinal: row["ordinal"], step: row["step"], kind: row["kind"],
          payload: JSONText(unchecked: row["payload"]),
          time: Date(timeIntervalSince1970: row["time"]))
      }
    }
  }

  private static func insert(
    _ points: [SeriesPoint], _ run: Int64, _ id: String, _ database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO point(series, step, value) VALUES (?, ?, ?)")
    var keys: [String: Int64] = [:]
    for point in points {
      let series = try keys[point.series] ?? key(ofSeries: point.series, run, database)
      keys[point.series] = series
      // SQLite has no NaN; no other value is stored as NULL.
      statement.setUncheckedArguments([
        series, point.step, point.value.isNaN ? nil : point.value,
      ])
      do { try statement.execute() } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
      {
        throw RunsError(
          .duplicate, "run \(id), series '\(point.series)'",
          requirement: "a step must be recorded once",
          received: "step \(point.step) a second time",
          advice: "rewind the run to the step it is resumed from")
      }
    }
  }

  private static func key(
    ofSeries name: String, _ run: Int64, _ database: Database
  ) throws -> Int64 {
    let known = try Int64.fetchOne(
      database, sql: "SELECT key FROM series WHERE run = ? AND name = ?", arguments: [run, name])
    if let known { return known }
    try database.execute(
      sql: "INSERT INTO series(run, name) VALUES (?, ?)", arguments: [run, name])
    return database.lastInsertedRowID
  }

  private static func insert(_ events: [RunEvent], _ run: Int64, _ database: Database) throws {
    for event in events {
      try database.execute(
        sql: """
          INSERT INTO event(run, ordinal, step, kind, payload, time)
          SELECT ?1, ifnull(max(ordinal) + 1, 0), ?2, ?3, ?4, ?5 FROM event WHERE run = ?1
          """,
        arguments: [
          run, event.step, event.kind, event.payload.description,
          event.time.timeIntervalSince1970,
        ])
    }
  }
}
