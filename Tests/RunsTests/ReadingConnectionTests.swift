import Foundation
import GRDB
import Runs
import Testing

/// Reading that changes nothing, keeps nobody out, and is kept out by nobody.
@Suite struct ReadingConnectionTests {
  private let folder = try! TemporaryFolder()

  private func write(_ runs: Int) throws {
    let store = try RunStore(folder: folder.url)
    for _ in 0..<runs { _ = try store.createRun(task: "digits", configuration: .null) }
  }

  @Test func `a store that nobody has open is read without a trace`() throws {
    try write(2)
    #expect(try folder.names == ["runs.sqlite"])
    let reader = try RunStore(folder: folder.url, for: .read)
    #expect(try reader.runs().map(\.id) == ["digits-2", "digits-1"])
    #expect(try folder.names == ["runs.sqlite"])
  }

  @Test func `what is written while a reader is open is seen`() throws {
    try write(1)
    let reader = try RunStore(folder: folder.url, for: .read)
    #expect(try reader.runs().count == 1)
    do {
      let writer = try RunStore(folder: folder.url)
      _ = try writer.createRun(task: "digits", configuration: .null)
      #expect(try reader.runs().count == 2)
    }
    // The writer has closed, and moved everything into the database.
    #expect(try folder.names == ["runs.sqlite"] || reader.runs().count == 2)
    try write(1)
    #expect(try reader.runs().count == 3)
  }

  @Test func `an exclusive lock keeps no reader out`() throws {
    try write(1)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(
      path: folder.url.appendingPathComponent("runs.sqlite").path, configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    #expect(try RunStore(folder: folder.url, for: .read).runs().count == 1)
    try other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
  }

  @Test func `a store that may not be written is read as nobody, also with a log left over`() async
  {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let copy = folder.url.appendingPathComponent("copy")
      do {
        let store = try RunStore(folder: folder.url.appendingPathComponent("runs"))
        _ = try store.createRun(task: "digits", configuration: .null)
        // As a killed writer leaves it: the log has everything, and is not moved into the database.
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for name in ["runs.sqlite", "runs.sqlite-wal"] {
          try FileManager.default.copyItem(
            at: store.folder.appendingPathComponent(name), to: copy.appendingPathComponent(name))
        }
      }
      chmod(copy.appendingPathComponent("runs.sqlite").path, 0o444)
      chmod(copy.path, 0o555)
      if getuid() == 0 { guard setuid(65534) == 0 else { exit(1) } }
      let reader = try RunStore(folder: copy, for: .read)
      guard try reader.runs().map(\.id) == ["digits-1"] else { exit(2) }
      let names = try FileManager.default.contentsOfDirectory(atPath: copy.path).sorted()
      exit(names == ["runs.sqlite", "runs.sqlite-wal"] ? 0 : 3)
    }
  }

  @Test func `an empty database holds no runs, and is left alone`() throws {
    let path = folder.url.appendingPathComponent("runs.sqlite")
    try Data().write(to: path)
    let error = #expect(throws: RunsError.self) { try RunStore(folder: folder.url, for: .read) }
    #expect(error?.kind == .unknown && error?.received == "an empty database")
    #expect(try Data(contentsOf: path).isEmpty)
    #expect(try folder.names == ["runs.sqlite"])
  }

  @Test func `a path with signs that mean something in a URI is a path`() throws {
    let odd = folder.url.appendingPathComponent("50% of #1?")
    _ = try RunStore(folder: odd).createRun(task: "digits", configuration: .null)
    #expect(try RunStore(folder: odd, for: .read).runs().count == 1)
  }
}
