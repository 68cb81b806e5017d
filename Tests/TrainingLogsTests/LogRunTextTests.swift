import Foundation
import Testing
import TrainingLogs

@Suite struct LogRunTextTests {
  private static let run = LogRun(
    "digits-1",
    series: [
      LogRun.Series("loss", steps: [0, 1, 3], values: [2.5, 0.1, .nan]),
      LogRun.Series("loss, \"held out\"", steps: [1, 2], values: [-.infinity, 1e-300]),
    ])

  @Test func `a run as a table has a row for each step`() {
    #expect(
      Self.run.csv == """
        step,loss,"loss, ""held out""\"
        0,2.5,
        1,0.1,-inf
        2,,1e-300
        3,nan,

        """)
  }

  @Test func `a run as lines of JSON has an object for each step`() throws {
    #expect(
      Self.run.jsonLines == #"""
        {"step":0,"loss":2.5}
        {"step":1,"loss":0.1,"loss, \"held out\"":"-Infinity"}
        {"step":2,"loss, \"held out\"":1e-300}
        {"step":3,"loss":"NaN"}

        """#)
    for line in Self.run.jsonLines.split(separator: "\n") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }

  @Test func `both are read back, every bit`() throws {
    let values = (0..<500).map { sin(Double($0)) * pow(10, Double($0 % 60 - 30)) }
    let run = LogRun("", series: [LogRun.Series("x", steps: Array(7..<507), values: values)])
    for text in [run.csv, run.jsonLines] {
      let read = try #require(
        try TrainingLog(LogFile(Array(text.utf8), name: "log")).runs.first)
      #expect(read.column("x")?.values == values)
      #expect(read.column("step")?.values == (7..<507).map(Double.init))
    }
  }

  @Test func `an event file has its times between two`() throws {
    let folder = NSTemporaryDirectory() + "events-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try EventFileWriter(in: folder)
    try Self.run.write(to: file, from: 1.7e9, to: 1.7e9 + 3)
    let read = try #require(try TrainingLog(LogFile(path: file.path)).runs.first)
    #expect(read.column("step")?.values == [0, 1, 2, 3])
    #expect(read.column("loss")?.values.prefix(2) == [2.5, Double(Float(0.1))])
    let bytes = Array(FileManager.default.contents(atPath: file.path) ?? Data())
    // the third row's time, two thirds of the way: 1.7e9 + 2
    let third: [UInt8] = [0x09, 0, 0, 0x80, 0x40, 0xFC, 0x54, 0xD9, 0x41, 0x10, 2]
    #expect(bytes.indices.contains { bytes[$0...].starts(with: third) })
  }

  @Test func `a run without measurements is a header`() {
    #expect(LogRun("", series: []).csv == "step\n")
    #expect(LogRun("", series: []).jsonLines.isEmpty)
  }
}
