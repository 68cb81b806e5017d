import GRDB

/// The tables of `runs.sqlite`, built version by version. `docs/runs-folder.md` describes them.
///
/// A released migration never changes; a new version adds one at the end.
enum RunSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1-runs") { database in
      try database.execute(
        sql: """
          CREATE TABLE task(
            name TEXT PRIMARY KEY NOT NULL,
            lastNumber INTEGER NOT NULL
          ) WITHOUT ROWID;
          CREATE TABLE run(
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            task TEXT NOT NULL REFERENCES task(name),
            created REAL NOT NULL,
            updated REAL NOT NULL,
            status TEXT NOT NULL CHECK(status IN ('running', 'finished', 'stopped', 'failed')),
            configuration TEXT NOT NULL,
            summary TEXT,
            process INTEGER NOT NULL
          );
          CREATE INDEX runByTask ON run(task, key);
          CREATE TABLE series(
            key INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run(key) ON DELETE CASCADE,
            name TEXT NOT NULL,
            UNIQUE(run, name)
          );
          CREATE TABLE point(
            series INTEGER NOT NULL REFERENCES series(key) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            value REAL,
            PRIMARY KEY(series, step)
          ) WITHOUT ROWID;
          CREATE TABLE event(
            run INTEGER NOT NULL REFERENCES run(key) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            step INTEGER NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            time REAL NOT NULL,
            PRIMARY KEY(run, ordinal)
          ) WITHOUT ROWID;
          CREATE VIEW measurement AS
            SELECT run.id AS run, series.name AS series, point.step AS step, point.value AS value
            FROM point JOIN series ON series.key = point.series JOIN run ON run.key = series.run;
          PRAGMA user_version = 1;
          """)
    }
    return migrator
  }

  /// Checks that the tables are not those of a newer version.
  ///
  /// - Throws: ``RunsError`` of kind `newer`.
  static func checkVersion(of database: Database, at path: String) throws {
    guard try migrator.hasBeenSuperseded(database) else { return }
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    throw RunsError(
      .newer, path, requirement: "the database must be of version 1 or older",
      received: "version \(version), written by a newer Anneal",
      advice: "update Anneal, or use another folder for the runs")
  }
}
