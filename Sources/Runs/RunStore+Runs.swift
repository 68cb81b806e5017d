public import Foundation
import GRDB
import Notation

extension RunStore {
  /// Records a new run of `task` with the status `running`, under a new name.
  ///
  /// Names are the task and the next number, `digits-1`, `digits-2` …; a number is never reused,
  /// even if its run was deleted. The numbers of existing folders are not used either, since the
  /// database may have been lost.
  ///
  /// - Throws: ``RunsError`` when the task's name is not made of letters, digits, `-`, `_` and `.`
  ///   or does not start with a letter or a digit.
  public func createRun(
    task: String, configuration: JSONText, process: Int32 = getpid()
  ) throws -> RunRecord {
    let isPlain = { (letter: Character) in
      letter.isASCII && (letter.isLetter || letter.isNumber)
    }
    guard task.first.map(isPlain) == true, task.allSatisfy({ isPlain($0) || "-_.".contains($0) })
    else {
      throw RunsError(
        .invalid, "task", requirement: "a name must be letters, digits, '-', '_' and '.'",
        received: "'\(task)'")
    }
    return try write { database in
      var number =
        try Int.fetchOne(
          database,
          sql: """
            INSERT INTO task(name, lastNumber) VALUES (?, 1)
            ON CONFLICT(name) DO UPDATE SET lastNumber = lastNumber + 1 RETURNING lastNumber
            """, arguments: [task]) ?? 0
      while FileManager.default.fileExists(atPath: folder(of: "\(task)-\(number)").path) {
        number += 1
      }
      try database.execute(
        sql: "UPDATE task SET lastNumber = ? WHERE name = ?", arguments: [number, task])
      let now = Date().timeIntervalSince1970
      try database.execute(
        sql: """
          INSERT INTO run(id, task, created, updated, status, configuration, process)
          VALUES (?, ?, ?, ?, 'running', ?, ?)
          """,
        arguments: ["\(task)-\(number)", task, now, now, configuration.description, process])
      return try Self.run("\(task)-\(number)", database).record
    }
  }

  /// The run called `id`, or the one created last for the word `latest`.
  ///
  /// - Throws: ``RunsError`` of kind `unknown`, with the nearest name, when there is no such run.
  public func run(_ id: String) throws -> RunRecord {
    try read { try Self.run(id, $0).record }
  }

  /// The runs, the newest first: those of `task`, or all, and at most `limit` of them.
  public func runs(of task: String? = nil, limit: Int? = nil) throws -> [RunRecord] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM run WHERE task = ifnull(?, task) ORDER BY key DESC LIMIT ?",
        arguments: [task, limit ?? -1]
      ).map(RunRecord.init)
    }
  }

  /// Ends a run: sets its status and its result.
  public func finish(_ id: String, _ status: RunRecord.Status, summary: JSONText? = nil) throws {
    try write { database in
      let key = try Self.run(id, database).key
      try database.execute(
        sql: "UPDATE run SET status = ?, summary = ?, updated = ? WHERE key = ?",
        arguments: [
          status.rawValue, summary?.description, Date().timeIntervalSince1970, key,
        ])
    }
  }

  /// Records that the run is alive, if there is nothing else to record.
  public func touch(_ id: String) throws {
    try write { try Self.touch(Self.run(id, $0).key, $0) }
  }

  /// Removes a run: its record, series and events, then its folder with the checkpoints.
  public func delete(_ id: String) throws {
    let name = try write { database in
      let (key, record) = try Self.run(id, database)
      try database.execute(sql: "DELETE FROM run WHERE key = ?", arguments: [key])
      return record.id
    }
    let url = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    do { try FileManager.default.removeItem(at: url) } catch {
      throw RunsError(
        .unwritable, url.path, requirement: "the folder of a deleted run must be removable",
        received: "\"\(error.reason)\"", advice: "remove it by hand")
    }
  }

  /// The folder of the run `id`, with its checkpoints, reports and other files.
  public func folder(of id: String) -> URL { folder.appendingPathComponent(id, isDirectory: true) }

  /// The checkpoints of the run called `id`, in its own folder; nothing is created yet.
  public func checkpoints(of id: String, keeping count: Int = 2) throws -> CheckpointStore {
    CheckpointStore(
      folder: folder.appendingPathComponent(try run(id).id), keeping: count,
      tidies: access != .read)
  }

  static func touch(_ key: Int64, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE run SET updated = ? WHERE key = ?",
      arguments: [Date().timeIntervalSince1970, key])
  }

  /// The row of a run, by its name or the word `latest`.
  static func run(_ id: String, _ database: Database) throws -> (key: Int64, record: RunRecord) {
    let query =
      id == "latest"
      ? "SELECT * FROM run ORDER BY key DESC LIMIT 1" : "SELECT * FROM run WHERE id = ?"
    let arguments: StatementArguments = id == "latest" ? [] : [id]
    if let row = try Row.fetchOne(database, sql: query, arguments: arguments) {
      return (row["key"], try RunRecord(row))
    }
    let known = try String.fetchAll(database, sql: "SELECT id FROM run ORDER BY key DESC")
    throw RunsError(
      .unknown, "run", requirement: "it must be one of the \(known.count) in the store",
      received: "'\(id)'",
      advice: nearestName(to: id, among: known).map { "did you mean '\($0)'?" })
  }
}
