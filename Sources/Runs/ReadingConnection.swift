import Foundation
import GRDB
import Synchronization

/// A database of runs, opened for reading only, without needing write permission.
///
/// To read a database with a write-ahead log while others write, SQLite needs an index file that
/// all processes share. A database without a log has no writer, and is read as an unchanging file,
/// without the index. If a writer starts meanwhile, the modification stamp of the file changes, and
/// the reading is repeated. If there is a log whose index can neither be read nor created, database
/// and log are copied, and the copy is read.
final class ReadingConnection: StoreConnection {
  private struct Opened: Sendable {
    let queue: DatabaseQueue
    /// The stamp of a file that is read as unchanging; nil if SQLite detects changes itself.
    let stamp: FileStamp?
    /// The folder of a copy.
    let copy: URL?
  }

  private let path: String
  private let busyTimeout: Double
  private let opened: Mutex<Opened>

  init(_ path: String, _ busyTimeout: Double) throws {
    (self.path, self.busyTimeout) = (path, busyTimeout)
    opened = Mutex(try Self.open(path, busyTimeout))
  }

  deinit {
    opened.withLock { if let copy = $0.copy { try? FileManager.default.removeItem(at: copy) } }
  }

  var currentFolder: URL? { URL(fileURLWithPath: path).deletingLastPathComponent() }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var attempts = 0
    while true {
      let current = opened.withLock { $0 }
      let result = Result { try current.queue.read(body) }
      attempts += 1
      guard let stamp = current.stamp, attempts < 10, !Self.isUnchanged(path, stamp) else {
        return try result.get()
      }
      let next = try Self.open(path, busyTimeout)
      opened.withLock { $0 = next }
    }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    preconditionFailure("a store that was opened for reading cannot be written")
  }

  private static func isUnchanged(_ path: String, _ stamp: FileStamp) -> Bool {
    FileStamp(at: path) == stamp && FileIdentity(at: path + "-wal") == nil
  }

  private static func open(_ path: String, _ busyTimeout: Double) throws -> Opened {
    if let stamp = FileStamp(at: path), isUnchanged(path, stamp) {
      let queue = try queue("file:\(escaped(path))?immutable=1", busyTimeout)
      do { try check(queue, path) } catch  where !isUnchanged(path, stamp) {
        return try open(path, busyTimeout)
      }
      return Opened(queue: queue, stamp: stamp, copy: nil)
    }
    do {
      let queue = try queue(path, busyTimeout)
      try check(queue, path)
      return Opened(queue: queue, stamp: nil, copy: nil)
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM].contains(error.resultCode)
    {
      let copy = try copied(path)
      let queue = try queue(copy.appendingPathComponent("runs.sqlite").path, busyTimeout)
      try check(queue, path)
      return Opened(queue: queue, stamp: nil, copy: copy)
    }
  }

  private static func queue(_ path: String, _ busyTimeout: Double) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "runs"
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func check(_ queue: DatabaseQueue, _ path: String) throws {
    try queue.read { database in
      try RunSchema.checkVersion(of: database, at: path)
      // A process is just creating it, or died while doing so.
      guard try database.tableExists("run") else {
        throw RunsError(
          .unknown, path, requirement: "the store of runs must hold the tables of one",
          received: "an empty database", advice: "train with 'anneal fit', which makes them")
      }
    }
  }

  /// A copy of database and log in a temporary folder, made while the database did not change.
  private static func copied(_ path: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("anneal-runs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for _ in 0..<10 {
      let stamp = FileStamp(at: path)
      for suffix in ["", "-wal"] {
        let target = folder.appendingPathComponent("runs.sqlite\(suffix)")
        try? FileManager.default.removeItem(at: target)
        guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
        try FileManager.default.copyItem(atPath: path + suffix, toPath: target.path)
        chmod(target.path, 0o600)
      }
      if FileStamp(at: path) == stamp { break }
    }
    return folder
  }

  /// A path as part of a URI.
  private static func escaped(_ path: String) -> String {
    path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }
}
