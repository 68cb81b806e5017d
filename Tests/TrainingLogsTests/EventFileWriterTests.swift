import Foundation
import Testing
import TrainingLogs

@Suite struct EventFileWriterTests {
  /// A folder that vanishes with the test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "events-\(UUID().uuidString)"
    deinit { try? FileManager.default.removeItem(atPath: path) }
    var files: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
    func bytes(_ name: String) -> [UInt8] {
      Array(FileManager.default.contents(atPath: path + "/" + name) ?? Data())
    }
  }

  // event.proto: wall_time 1, step 2, file_version 3, summary 5; 1.7e9 as a double
  private static let time: [UInt8] = [0x09, 0, 0, 0, 0x40, 0xFC, 0x54, 0xD9, 0x41]
  private static let version =
    EventFile.record(time + [0x1A, 13] + Array("brain.Event:2".utf8))

  @Test func `a file is the version and then an event for each step`() throws {
    let folder = Folder()
    let writer = try EventFileWriter(in: folder.path, seconds: 1.7e9)
    writer.write([("a", 0.5)], at: 300, seconds: 1.7e9)
    try writer.close()
    #expect(folder.files == ["events.out.tfevents.1700000000.anneal"])
    // 300 as a varint, and 0.5 as a float
    let value: [UInt8] = [0x0A, 1, 0x61, 0x15, 0, 0, 0, 0x3F]
    let event = Self.time + [0x10, 0xAC, 2, 0x2A, 10, 0x0A, 8] + value
    #expect(folder.bytes(folder.files[0]) == Self.version + EventFile.record(event))
  }

  @Test func `what was written is read`() throws {
    let folder = Folder()
    let writer = try EventFileWriter(in: folder.path)
    for step in 0..<200 {
      var values = [(tag: "loss", value: 1 / Double(step + 1))]
      if step % 50 == 0 { values.append((tag: "validation loss", value: -Double(step))) }
      writer.write(values, at: step)
    }
    writer.write([("loss", .nan), ("rate", .infinity)], at: 1 << 40)
    try writer.close()
    let run = try #require(try LogFolder(folder.path).log.runs.first)
    #expect(run.column("step")?.values == (0..<200).map(Double.init) + [1_099_511_627_776])
    #expect(
      run.column("loss")?.values.dropLast() == (0..<200).map { Double(1 / Float($0 + 1)) }[...])
    #expect(run.column("loss")?.values.last?.isNaN == true)
    #expect(run.column("validation loss")?.values == [0, -50, -100, -150])
    #expect(run.column("rate")?.values == [.infinity])
  }

  @Test func `nothing is in the file before a flush, and then whole records`() throws {
    let folder = Folder()
    let writer = try EventFileWriter(in: folder.path, seconds: 1.7e9)
    writer.write([("a", 1)], at: 0)
    #expect(folder.bytes(folder.files[0]) == Self.version)
    try writer.flush()
    let log = try TrainingLog(LogFile(path: folder.path + "/" + folder.files[0]))
    #expect(log.runs.first?.column("a")?.values == [1])
    #expect(log.skipped.isEmpty)
  }

  @Test func `a run that goes on begins a later file, which voids what follows its step`() throws {
    let folder = Folder()
    // a clock that went back
    for time in [1.7e9, 1.6e9] {
      try EventFileWriter(in: folder.path, restart: 40, seconds: time).close()
    }
    #expect(
      folder.files == [
        "events.out.tfevents.1700000000.anneal", "events.out.tfevents.1700000001.anneal",
      ])
    // where nothing is older, nothing is void
    #expect(folder.bytes(folder.files[0]) == Self.version)
    // 1.6e9 as a double; session_log 7 with the status START, 1
    let time: [UInt8] = [0x09, 0, 0, 0, 0, 0x84, 0xD7, 0xD7, 0x41]
    let version = EventFile.record(time + [0x1A, 13] + Array("brain.Event:2".utf8))
    let restart = EventFile.record(time + [0x10, 40, 0x3A, 2, 0x08, 1])
    #expect(folder.bytes(folder.files[1]) == version + restart)
  }

  @Test func `a folder that cannot be made is named`() throws {
    let folder = Folder()
    FileManager.default.createFile(atPath: folder.path, contents: nil)
    let error = #expect(throws: LogError.self) {
      try EventFileWriter(in: folder.path + "/logs")
    }
    #expect(error?.file == folder.path + "/logs")
    #expect(error?.received.contains("not a directory") == true)
  }
}
