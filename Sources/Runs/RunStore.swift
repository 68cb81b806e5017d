public import Foundation
import GRDB

/// The runs of one folder: configurations, series and events in `runs.sqlite`.
///
/// Several processes may use one folder at a time; a writer waits for another for at most the busy
/// timeout. Every call is one transaction: it happens as a whole or not at all, also when the
/// process is killed. After a power failure the last transactions may be missing, never half
/// of one; ``synchronize()`` puts them beyond that too.
public struct RunStore: Sendable {
  /// The folder of the runs.
  public let folder: URL
  /// The database file.
  public var database: URL { folder.appendingPathComponent("runs.sqlite") }

  private let queue: DatabaseQueue
  private let busyTimeout: TimeInterval

  /// Opens the store in `folder`, and creates both if they are missing and `create` allows it.
  ///
  /// - Throws: ``RunsError`` when the database is locked, damaged, of a newer version, cannot be
  ///   written, or is missing and must not be created.
  public init(folder: URL, create: Bool = true, busyTimeout: TimeInterval = 5) throws {
    self.folder = folder
    self.busyTimeout = busyTimeout
    let path = folder.appendingPathComponent("runs.sqlite").path
    if create {
      try Self.createFolder(folder)
    } else if !FileManager.default.fileExists(atPath: path) {
      throw RunsError(
        .unknown, path, requirement: "the store of runs must exist", received: "no such file",
        advice: "go to the folder in which you trained, or name its runs folder")
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.journalMode = .wal
    configuration.label = "runs"
    queue = try Self.describingFaults(path, busyTimeout) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrate(queue, path)
      return queue
    }
  }

  /// Makes everything recorded so far survive a power failure as well.
  ///
  /// - Throws: ``RunsError`` when the database is locked or cannot be written.
  public func synchronize() throws {
    try Self.describingFaults(database.path, busyTimeout) {
      _ = try queue.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }
  }

  /// Runs `body` in a transaction of its own.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.describingFaults(database.path, busyTimeout) { try queue.write(body) }
  }

  /// Runs `body` on one unchanging view of the database.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.describingFaults(database.path, busyTimeout) { try queue.read(body) }
  }

  private static func createFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunsError(
        .unwritable, folder.path, requirement: "the folder of the runs must be there",
        received: "\"\(error.reason)\"",
        advice: "choose another folder for the runs")
    }
  }

  private static func migrate(_ queue: DatabaseQueue, _ path: String) throws {
    let migrator = RunSchema.migrator
    if try queue.read(migrator.hasBeenSuperseded) {
      let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } ?? 0
      throw RunsError(
        .newer, path, requirement: "the database must be of version 1 or older",
        received: "version \(version), written by a newer Anneal",
        advice: "update Anneal, or use another folder for the runs")
    }
    if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
  }

  private static func describingFaults<Value>(
    _ path: String, _ busyTimeout: Double, _ body: () throws -> Value
  ) throws -> Value {
    do { return try body() } catch let error as DatabaseError {
      throw RunsError(error, path: path, busyTimeout: busyTimeout)
    }
  }
}
