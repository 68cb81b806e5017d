import Foundation
import Testing
import TrainingLogs

@Suite struct EventFileReaderTests {
  private func log(_ bytes: [UInt8]) throws -> TrainingLog {
    try TrainingLog(LogFile(bytes, name: "events.out.tfevents.1"))
  }

  @Test func `the checksum is that of RFC 3720`() {
    #expect(EventFile.crc(Array("123456789".utf8)) == 0xE306_9283)
    #expect(EventFile.crc([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
  }

  @Test func `both forms of a scalar are read, with the step of each`() throws {
    let bytes =
      EventFile.simple(0, "lr", 0.5) + EventFile.tensor(10, "lr", 0.25)
      + EventFile.simple(10, "loss", 2)
    let run = try #require(try log(bytes).runs.first)
    #expect(run.column("lr")?.values == [0.5, 0.25])
    #expect(run.column("step")?.values == [0, 10, 10])
    #expect(run.column("lr")?.rows == [0, 1])
    #expect(run.column("loss")?.rows == [2])
  }

  @Test func `a record that is cut off ends the file, and is told`() throws {
    let bytes = EventFile.simple(0, "lr", 0.5) + EventFile.simple(1, "lr", 0.25)
    let found = try log(Array(bytes.dropLast(3)))
    #expect(found.runs.first?.column("lr")?.values == [0.5])
    #expect(found.skipped.map(\.what) == ["records cut off at the end"])
  }

  @Test func `a record with a wrong checksum is passed over, and a wrong length ends the file`()
    throws
  {
    var second = EventFile.simple(1, "lr", 0.25)
    second[20] ^= 1
    let bytes = EventFile.simple(0, "lr", 0.5) + second + EventFile.simple(2, "lr", 0.125)
    let found = try log(bytes)
    #expect(found.runs.first?.column("lr")?.values == [0.5, 0.125])
    #expect(found.skipped.map(\.what) == ["records with a wrong checksum"])
    second = EventFile.simple(1, "lr", 0.25)
    second[0] ^= 1
    let ended = try log(EventFile.simple(0, "lr", 0.5) + second + EventFile.simple(2, "lr", 0.125))
    #expect(ended.runs.first?.column("lr")?.values == [0.5])
    #expect(ended.skipped.first?.what.contains("length") == true)
  }

  @Test func `a record of over 32 MiB is passed over, without reading it`() throws {
    let path = NSTemporaryDirectory() + "events.out.tfevents.\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let length = 1 << 31
    let head = EventFile.little(UInt64(length), 8)
    let first = EventFile.simple(0, "lr", 0.5) + head + EventFile.masked(head)
    FileManager.default.createFile(atPath: path, contents: Data(first))
    let file = try #require(FileHandle(forWritingAtPath: path))
    // the two gigabytes between take no room on the disk
    try file.seek(toOffset: UInt64(first.count + length + 4))
    try file.write(contentsOf: EventFile.simple(1, "lr", 0.25))
    try file.close()
    let log = try TrainingLog(LogFile(path: path))
    #expect(log.runs.first?.column("lr")?.values == [0.5, 0.25])
    #expect(log.skipped.map(\.what) == ["records of over 32 MiB"])
  }

  @Test(arguments: [
    [UInt8](repeating: 0, count: 1000), [], [UInt8](repeating: 255, count: 64),
    // a length of 4 GiB whose checksum is right
    EventFile.little(1 << 32, 8) + EventFile.masked(EventFile.little(1 << 32, 8)),
  ])
  func `what holds no record is refused`(bytes: [UInt8]) {
    let error = #expect(throws: LogError.self) { try log(bytes) }
    #expect(error?.requirement.contains("record of an event file") == true)
  }
}
