import Foundation
import GRDB
import Runs
import Testing

@Suite struct RunStoreTests {
  private struct Setup: Codable, Equatable {
    var rate: Double
    var seed: UInt64
  }

  private let folder = try! TemporaryFolder()

  private func makeStore() throws -> RunStore {
    try RunStore(folder: folder.url.appendingPathComponent("runs"), busyTimeout: 0.2)
  }

  /// A connection that may keep a transaction open, as another process does.
  private func otherConnection(_ store: RunStore) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: store.database.path, configuration: configuration)
  }

  @Test func `each task counts its own runs`() throws {
    let store = try makeStore()
    let ids = try ["digits", "digits", "mnist", "digits", "digits-1"].map {
      try store.createRun(task: $0, configuration: .null).id
    }
    #expect(ids == ["digits-1", "digits-2", "mnist-1", "digits-3", "digits-1-1"])
    #expect(try store.run("latest").id == "digits-1-1")
    #expect(try store.runs().map(\.id) == ids.reversed())
    #expect(try store.runs(of: "digits", limit: 2).map(\.id) == ["digits-3", "digits-2"])
  }

  @Test func `a folder that is there is left to whoever made it`() throws {
    let store = try makeStore()
    for name in ["digits-1", "digits-2", "digits-4"] {
      try FileManager.default.createDirectory(
        at: store.folder(of: name), withIntermediateDirectories: false)
    }
    let ids = try (0..<3).map { _ in try store.createRun(task: "digits", configuration: .null).id }
    #expect(ids == ["digits-3", "digits-5", "digits-6"])
  }

  @Test func `a record keeps what was put in, to the last bit`() throws {
    let store = try makeStore()
    let setup = Setup(rate: 0.1 + 0.2, seed: .max)
    let made = try store.createRun(
      task: "digits", configuration: try JSONText(encoding: setup), process: 42)
    #expect(made.status == .running && made.process == 42 && made.summary == nil)
    #expect(abs(made.created.timeIntervalSinceNow) < 60)
    let summary = try JSONText(encoding: ["loss": Double.infinity])
    try store.finish("digits-1", .finished, summary: summary)
    let record = try makeStore().run("digits-1")
    #expect(try record.configuration.decoded(as: Setup.self) == setup)
    #expect(record.status == .finished)
    #expect(try record.summary?.decoded(as: [String: Double].self) == ["loss": .infinity])
    #expect(record.updated >= made.updated && record.created == made.created)
  }

  @Test func `a wrong name is answered with the nearest one`() throws {
    let store = try makeStore()
    let empty = #expect(throws: RunsError.self) { try store.run("latest") }
    #expect(
      empty?.description == "run: it must be one of the 0 in the store; received 'latest'")
    _ = try store.createRun(task: "digits", configuration: .null)
    let error = #expect(throws: RunsError.self) { try store.run("digit-1") }
    #expect(error?.kind == .unknown)
    #expect(
      error?.description == "run: it must be one of the 1 in the store; received 'digit-1'; "
        + "did you mean 'digits-1'?")
  }

  @Test(arguments: ["", "../up", "a b", "-x", ".hidden", "größe"])
  func `a task's name must be fit for a folder`(task: String) throws {
    let store = try makeStore()
    let error = #expect(throws: RunsError.self) {
      try store.createRun(task: task, configuration: .null)
    }
    #expect(error?.kind == .invalid && error?.received == "'\(task)'")
  }

  @Test func `a deleted run leaves nothing and its number is not used again`() throws {
    let store = try makeStore()
    for _ in 0..<2 { _ = try store.createRun(task: "digits", configuration: .null) }
    try store.append(
      points: [SeriesPoint(series: "loss", step: 0, value: 1)],
      events: [RunEvent(step: 0, kind: "start")], to: "digits-2")
    try store.checkpoints(of: "digits-2").write(step: 1, state: 1, files: [:])
    try store.delete("digits-2")
    #expect(try store.runs().map(\.id) == ["digits-1"])
    #expect(!FileManager.default.fileExists(atPath: store.folder.path + "/digits-2"))
    let queue = try DatabaseQueue(path: store.database.path)
    for table in ["series", "point", "event"] {
      #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } == 0)
    }
    #expect(try store.createRun(task: "digits", configuration: .null).id == "digits-3")
  }

  @Test func `two processes at once give every run its own number`() async throws {
    let stores = [try makeStore(), try makeStore()]
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<40 {
        group.addTask {
          try RunStore(folder: stores[index % 2].folder)
            .createRun(task: "digits", configuration: .null).id
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(ids == Set((1...40).map { "digits-\($0)" }))
  }

  @Test func `a database that another process holds is named, with the way out`() throws {
    let store = try makeStore()
    let other = try otherConnection(store)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    let error = #expect(throws: RunsError.self) {
      try store.createRun(task: "digits", configuration: .null)
    }
    #expect(
      error?.description
        == "\(store.database.path): the database must be free within 0.2 s; received a lock held "
        + "by another process; wait for that process, or end it, and try again")
    try other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try store.createRun(task: "digits", configuration: .null).id == "digits-1")
  }

  @Test func `a reader is not kept out by a writer`() throws {
    let store = try makeStore()
    _ = try store.createRun(task: "digits", configuration: .null)
    let other = try otherConnection(store)
    try other.writeWithoutTransaction {
      try $0.execute(sql: "BEGIN IMMEDIATE; UPDATE run SET process = 0")
    }
    #expect(try makeStore().run("digits-1").process != 0)
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
  }
}
