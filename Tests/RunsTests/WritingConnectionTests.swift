import Foundation
import GRDB
import Runs
import Testing

/// A store whose files are taken away while it is open.
@Suite struct WritingConnectionTests {
  private let parent = try! TemporaryFolder()
  private var folder: URL { parent.url.appendingPathComponent("runs") }

  private func makeStore() throws -> RunStore {
    let store = try RunStore(folder: folder)
    _ = try store.createRun(task: "digits", configuration: .null)
    return store
  }

  private func fault(of store: RunStore) -> RunsError? {
    let loss = SeriesPoint(series: "loss", step: 0, value: 1)
    #expect(throws: RunsError.self) { try store.synchronize() }
    return #expect(throws: RunsError.self) { try store.append(points: [loss], to: "digits-1") }
  }

  @Test(arguments: ["runs.sqlite", "runs.sqlite-wal", "runs.sqlite-shm"])
  func `a file that was removed is named`(name: String) throws {
    let store = try makeStore()
    try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    let error = fault(of: store)
    #expect(error?.kind == .moved && error?.received == "that it was removed")
    #expect(error?.subject == folder.appendingPathComponent(name).path)
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path))
  }

  @Test func `a log that was cut short gets nothing more`() throws {
    let store = try makeStore()
    for step in 0..<5 {
      try store.append(
        points: [SeriesPoint(series: "loss", step: step, value: 1)], to: "digits-1")
    }
    // The database was written long before, as the log's growth tells.
    var times = [timespec(tv_sec: 1_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, store.database.path, &times, 0) == 0)
    try store.checkPlace()
    #expect(truncate(store.database.path + "-wal", 0) == 0)
    let error = #expect(throws: RunsError.self) {
      try store.append(points: [SeriesPoint(series: "loss", step: 9, value: 1)], to: "digits-1")
    }
    #expect(error?.kind == .moved && error?.received == "that it was cut short")
  }

  @Test func `a folder that was moved gets nothing, and neither does its place`() throws {
    let store = try makeStore()
    let kept = parent.url.appendingPathComponent("kept")
    try FileManager.default.moveItem(at: folder, to: kept)
    #expect(fault(of: store)?.kind == .moved)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try RunStore(folder: kept, for: .read).seriesNames(of: "digits-1") == [])
    #expect(store.currentFolder?.lastPathComponent == "kept")
  }

  @Test func `stores that are opened at the same time in a new folder all open`() async throws {
    for round in 0..<5 {
      let folder = parent.url.appendingPathComponent("new-\(round)")
      let count = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<16 {
          group.addTask {
            let store = try RunStore(folder: folder)
            let run = try store.createRun(task: "digits", configuration: .null)
            try store.synchronize()
            return run.id
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }.count
      }
      #expect(count == 16)
    }
  }

  @Test func `another that moves the log into the database stops nobody`() async throws {
    let store = try makeStore()
    let other = try DatabaseQueue(path: store.database.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for _ in 0..<300 {
          _ = try? other.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
      }
      group.addTask {
        for step in 0..<300 {
          try store.append(
            points: [SeriesPoint(series: "loss", step: step, value: 1)], to: "digits-1")
          try store.synchronize()
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.series("loss", of: "digits-1").count == 300)
  }
}
