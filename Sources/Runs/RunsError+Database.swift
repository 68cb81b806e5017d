import GRDB

extension RunsError {
  /// The error for a failure of SQLite with the database at `path`.
  init(_ error: DatabaseError, path: String, busyTimeout: Double) {
    let text = "SQLite's \"\(error.message ?? "no message")\""
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, path, requirement: "the database must be free within \(busyTimeout) s",
        received: "a lock held by another process",
        advice: "wait for that process, or end it, and try again")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init(
        .damaged, path, requirement: "the file must be an intact SQLite database", received: text,
        advice: "move it away to start anew; `sqlite3 FILE .recover` may rescue its rows")
    case .SQLITE_FULL:
      self.init(
        .diskFull, path, requirement: "the disk must have room for the database", received: text,
        advice: "free some space and try again")
    case .SQLITE_IOERR:
      self.init(
        .inputOutput, path, requirement: "the database must be read and written",
        received: text, advice: "check the disk, its free space and the limit of `ulimit -f`")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .unwritable, path, requirement: "the database and its folder must be writable",
        received: text, advice: "change the permissions or choose another folder for the runs")
    default:
      self.init(
        .inputOutput, path, requirement: "the database operation must succeed",
        received: "\(text) (code \(error.extendedResultCode.rawValue))")
    }
  }
}
