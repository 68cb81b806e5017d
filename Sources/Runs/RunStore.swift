public import Foundation
import GRDB

/// The runs of one folder: configurations, series and events in `runs.sqlite`.
///
/// Several processes may use one folder at a time. A writer waits for another writer for at most
/// the busy timeout. A reader never waits, never blocks others, and changes nothing in the folder.
/// Every call is one transaction, which happens as a whole or not at all, even if the process is
/// killed. After a power failure the last transactions may be missing, but no part of one;
/// ``synchronize()`` protects them from power failures too.
public struct RunStore: Sendable {
  /// The purpose for which a store is opened.
  public enum Access: Hashable, Sendable {
    /// Reading and writing; folder and database are made if they are missing.
    case create
    /// Reading and writing existing files.
    case write
    /// Reading only: neither the database nor its folder need be writable.
    case read
  }

  /// The folder of the runs.
  public let folder: URL
  /// The database file.
  public var database: URL { folder.appendingPathComponent("runs.sqlite") }
  /// The purpose for which the store was opened.
  public let access: Access

  private let connection: any StoreConnection
  private let busyTimeout: TimeInterval

  /// Opens the store in `folder`.
  ///
  /// - Throws: ``RunsError`` when the database is locked, damaged, of a newer version, cannot be
  ///   read or written, or is missing and must not be created.
  public init(folder: URL, for access: Access = .create, busyTimeout: TimeInterval = 5) throws {
    (self.folder, self.access, self.busyTimeout) = (folder, access, busyTimeout)
    let path = folder.appendingPathComponent("runs.sqlite").path
    if access == .create {
      try Self.createFolder(folder)
    } else {
      try Self.checkPresence(path)
    }
    connection = try Self.retryingWhileBusy(path, busyTimeout) { () -> any StoreConnection in
      if access == .read { return try ReadingConnection(path, busyTimeout) }
      return try WritingConnection(folder, path, busyTimeout)
    }
  }

  /// Makes everything recorded so far survive a power failure as well.
  ///
  /// Commits are in the write-ahead log, so the log is synced to the disk.
  ///
  /// - Throws: ``RunsError`` when the system fails, or the store was moved.
  public func synchronize() throws {
    try checkPlace()
    try SystemFile.synchronize(file: database.path + "-wal")
  }

  /// Checks that folder and database are still the ones that were opened. Writes to other files in
  /// their place would be lost.
  ///
  /// - Throws: ``RunsError`` of kind `moved`, which says what happened to them.
  public func checkPlace() throws { try connection.checkPlace() }

  /// The current path of the folder, if it was moved while the store is open; nil if it was
  /// removed.
  public var currentFolder: URL? { connection.currentFolder }

  /// Runs `body` in a transaction of its own.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try checkPlace()
    return try Self.retryingWhileBusy(database.path, busyTimeout) { try connection.write(body) }
  }

  /// Runs `body` on one unchanging view of the database.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.retryingWhileBusy(database.path, busyTimeout) { try connection.read(body) }
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

  /// Checks that the database exists and can be read, since SQLite reports all faults of a file in
  /// the same words.
  private static func checkPresence(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw RunsError(
        .damaged, path, requirement: "the store of runs must be a file",
        received: status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "something else")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else {
      close(descriptor)
      return
    }
    guard errno == ENOENT else { throw RunsError.system(errno, path, writing: false) }
    throw RunsError(
      .unknown, path, requirement: "the store of runs must exist", received: "no such file",
      advice: "go to the folder in which you trained, or name its runs folder")
  }

  /// Runs `body`, and repeats it while another process blocks it. Errors of SQLite become
  /// ``RunsError``s.
  ///
  /// SQLite waits for most locks by itself. It does not wait where two processes might wait for
  /// each other: while another process creates the database, recovers it, or closes it as the last
  /// one.
  private static func retryingWhileBusy<Value>(
    _ path: String, _ busyTimeout: Double, _ body: () throws -> Value
  ) throws -> Value {
    let start = ContinuousClock.now
    while true {
      do { return try body() } catch let error as DatabaseError {
        let isBusy = [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL].contains(error.resultCode)
        guard isBusy, ContinuousClock.now - start < .seconds(busyTimeout) else {
          throw RunsError(error, path: path, busyTimeout: busyTimeout)
        }
        usleep(useconds_t.random(in: 5_000...25_000))
      }
    }
  }
}
