import Foundation
import GRDB
import Testing
import TrainingLogs

@Suite struct DatabaseReaderTests {
  private func read(_ statements: [String]) throws -> TrainingLog {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).db"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      for statement in statements { try database.execute(sql: statement) }
    }
    try queue.close()
    return try TrainingLog(LogFile(path: path))
  }

  // as mlflow 3.7 makes the table
  private static let mlflow = """
    CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL)
    """

  @Test func `MLflow's metrics are runs with steps`() throws {
    let log = try read([
      Self.mlflow,
      "INSERT INTO metrics VALUES ('lr', 0.5, 1, 'a', 0, 0), ('lr', 0.25, 2, 'a', 10, 0), "
        + "('loss', 0, 2, 'a', 10, 1), ('lr', 1, 1, 'b', 0, 0)",
    ])
    #expect(log.runs.map(\.name) == ["a", "b"])
    #expect(log.runs[0].column("lr")?.values == [0.5, 0.25])
    #expect(log.runs[0].column("step")?.values == [0, 10, 10])
    #expect(log.runs[0].column("loss")?.values.first?.isNaN == true)
  }

  @Test func `Trackio's metrics are a JSON object for each step`() throws {
    let log = try read([
      "CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT, run_name TEXT, "
        + "step INTEGER, metrics TEXT)",
      #"INSERT INTO metrics VALUES (1, '', 'r', 0, '{"train/lr": 0.5}')"#,
      #"INSERT INTO metrics VALUES (2, '', 'r', 10, '{"train/lr": 0.25, "loss": 2}')"#,
      "INSERT INTO metrics VALUES (3, '', 'r', 20, 'no JSON')",
    ])
    #expect(log.runs[0].column("train/lr")?.values == [0.5, 0.25])
    #expect(log.runs[0].column("step")?.values == [0, 10])
    #expect(log.skipped.map(\.count) == [1])
  }

  // the tables of docs/runs-folder.md
  static let anneal = [
    "CREATE TABLE run (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    "CREATE TABLE series (key INTEGER PRIMARY KEY, run INTEGER NOT NULL, name TEXT NOT NULL)",
    "CREATE TABLE point (series INTEGER NOT NULL, step INTEGER NOT NULL, value REAL, "
      + "PRIMARY KEY (series, step)) WITHOUT ROWID",
    "INSERT INTO run VALUES (1, 'digits-1'), (2, 'digits-2')",
    "INSERT INTO series VALUES (1, 1, 'rate'), (2, 1, 'validation loss'), (3, 2, 'rate')",
    "INSERT INTO point VALUES (1, 0, 0.5), (1, 1, 0.25), (1, 2, 0.125), (2, 2, NULL), "
      + "(2, 1, 3), (3, 0, 9)",
  ]

  @Test func `Anneal's runs have a row for each step`() throws {
    let log = try read(Self.anneal)
    #expect(log.runs.map(\.name) == ["digits-1", "digits-2"])
    let run = log.runs[0]
    #expect(run.rowCount == 3)
    #expect(run.column("step")?.values == [0, 1, 2])
    #expect(run.column("rate")?.values == [0.5, 0.25, 0.125])
    #expect(run.column("validation loss")?.rows == [1, 2])
    #expect(run.column("validation loss")?.values.last?.isNaN == true)
    #expect(log.runs[1].column("rate")?.values == [9])
  }

  @Test func `another database is refused`() {
    #expect(throws: LogError.self) { try read(["CREATE TABLE runs (id INTEGER)"]) }
    #expect(throws: LogError.self) { try read(["CREATE TABLE metrics (id INTEGER)"]) }
    #expect(throws: LogError.self) {
      try TrainingLog(LogFile(Array("SQLite format 3\0garbage".utf8), name: "x.db"))
    }
  }
}
