import Foundation
import GRDB
import Runs
import Testing

/// A store that cannot be opened, or not written, says why in one sentence.
@Suite struct RunStoreOpeningTests {
  private let folder = try! TemporaryFolder()

  private var database: URL { folder.url.appendingPathComponent("runs.sqlite") }

  private func fault() -> RunsError? {
    #expect(throws: RunsError.self) { try RunStore(folder: folder.url) }
  }

  @Test func `a missing store is not created unless wanted`() throws {
    let missing = folder.url.appendingPathComponent("runs")
    let error = #expect(throws: RunsError.self) { try RunStore(folder: missing, for: .write) }
    #expect(
      error?.description
        == "\(missing.path)/runs.sqlite: the store of runs must exist; received no such file; "
        + "go to the folder in which you trained, or name its runs folder")
    #expect(try folder.names.isEmpty)
  }

  @Test func `a folder that cannot be made is told in the system's words`() throws {
    try Data().write(to: folder.url.appendingPathComponent("file"))
    let inside = folder.url.appendingPathComponent("file/runs")
    let error = #expect(throws: RunsError.self) { try RunStore(folder: inside) }
    #expect(error?.received == "\"Not a directory\"")
  }

  @Test func `a file that is no database is left alone`() throws {
    let text = Data(String(repeating: "not a database\n", count: 100).utf8)
    try text.write(to: database)
    #expect(
      fault()?.description
        == "\(database.path): the file must be an intact SQLite database; received SQLite's "
        + "\"file is not a database\"; move it away to start anew; "
        + "`sqlite3 FILE .recover` may rescue its rows")
    #expect(try Data(contentsOf: database) == text)
  }

  @Test func `a damaged page is an error`() throws {
    do {
      let store = try RunStore(folder: folder.url)
      _ = try store.createRun(task: "digits", configuration: .null)
      try store.synchronize()
      // Move everything from the log into the database.
      try DatabaseQueue(path: database.path).writeWithoutTransaction {
        _ = try $0.checkpoint(.truncate)
      }
    }
    var bytes = try Data(contentsOf: database)
    for index in 4096..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: database)
    let error = #expect(throws: RunsError.self) { try RunStore(folder: folder.url).runs() }
    #expect(error?.kind == .damaged)
  }

  @Test func `a database of a newer version is refused`() throws {
    _ = try RunStore(folder: folder.url)
    try DatabaseQueue(path: database.path).write {
      try $0.execute(
        sql: "INSERT INTO grdb_migrations VALUES ('7-later'); PRAGMA user_version = 7")
    }
    #expect(
      fault()?.description
        == "\(database.path): the database must be of version 1 or older; received version 7, "
        + "written by a newer Anneal; update Anneal, or use another folder for the runs")
  }

  @Test func `a file where the folder should be is named`() throws {
    let file = folder.url.appendingPathComponent("file")
    try Data().write(to: file)
    let error = #expect(throws: RunsError.self) { try RunStore(folder: file) }
    #expect(error?.kind == .unwritable && error?.subject == file.path)
  }

  @Test func `a folder that may not be written is named`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      // The superuser may write anywhere, so become nobody.
      chmod(folder.url.path, 0o555)
      if getuid() == 0 { guard setuid(65534) == 0 else { exit(1) } }
      do {
        _ = try RunStore(folder: folder.url)
        exit(2)
      } catch let error as RunsError {
        exit(error.kind == .unwritable && error.subject.hasPrefix(folder.url.path) ? 0 : 3)
      }
    }
  }

  @Test func `a full disk loses the new rows and none of the old`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let store = try RunStore(folder: folder.url)
      _ = try store.createRun(task: "digits", configuration: .null)
      try store.append(points: [SeriesPoint(series: "loss", step: 0, value: 1)], to: "latest")
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 300_000, rlim_max: 300_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let many = (1...50_000).map { SeriesPoint(series: "loss", step: $0, value: 0.5) }
      do {
        try store.append(points: many, to: "latest")
        exit(1)
      } catch let error as RunsError {
        guard [.inputOutput, .diskFull].contains(error.kind) else { exit(2) }
      }
      exit(try store.series("loss", of: "latest").map(\.step) == [0] ? 0 : 3)
    }
  }
}
