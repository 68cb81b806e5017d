import Foundation
import GRDB
import Synchronization

/// A database of runs that is open for writing.
final class WritingConnection: StoreConnection {
  private let queue: DatabaseQueue
  private let path: String
  private let folder: HeldFolder
  private let seen: Mutex<Seen>

  /// The result of the last check.
  private struct Seen: Sendable {
    /// Which files the connection has open: database, write-ahead log and its index.
    var files: [String: FileIdentity] = [:]
    var database, log: FileStamp?
  }

  /// Opens the database at `path` in `folder`, and makes it if it is missing.
  init(_ folder: URL, _ path: String, _ busyTimeout: Double) throws {
    self.path = path
    self.folder = try HeldFolder(folder)
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.journalMode = .wal
    configuration.label = "runs"
    // Two that make one database, or bring it to a newer version, at the same time would each find
    // the other's half. On a system without such locks, none is used.
    let lock = try? FolderLock(folder, .seconds(busyTimeout))
    queue = try withExtendedLifetime(lock) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrate(queue, path)
      return queue
    }
    seen = Mutex(Seen())
    try checkPlace()
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try queue.read(body) }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value { try queue.write(body) }

  var currentFolder: URL? { folder.location }

  func checkPlace() throws {
    try folder.check()
    try seen.withLock { seen in
      for suffix in ["", "-wal", "-shm"] {
        let (name, found) = (path + suffix, FileIdentity(at: path + suffix))
        guard let opened = seen.files[name] else {
          seen.files[name] = found
          continue
        }
        guard found != opened else { continue }
        throw RunsError(
          .moved, name, requirement: "the file must stay where it is while a run trains",
          received: found == nil ? "that it was removed" : "another one in its place")
      }
      try checkLength(&seen)
    }
  }

  /// Checks that no other program truncated the log: writes after a hole in it would damage the
  /// database.
  ///
  /// SQLite does so itself, right after it has moved everything into the database, whose time
  /// tells.
  private func checkLength(_ seen: inout Seen) throws {
    let (database, log) = (FileStamp(at: path), FileStamp(at: path + "-wal"))
    defer { (seen.database, seen.log) = (database, log) }
    guard let database, let log, let before = seen.log, log.size < before.size,
      database == seen.database, log.time - database.time > 2
    else { return }
    throw RunsError(
      .moved, path + "-wal", requirement: "the file must stay as it is while a run trains",
      received: "that it was cut short")
  }

  private static func migrate(_ queue: DatabaseQueue, _ path: String) throws {
    let migrator = RunSchema.migrator
    try queue.read { try RunSchema.checkVersion(of: $0, at: path) }
    if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
  }
}
