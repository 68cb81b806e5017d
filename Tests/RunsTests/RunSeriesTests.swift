import Foundation
import GRDB
import Runs
import Testing

@Suite struct RunSeriesTests {
  private let folder = try! TemporaryFolder()
  private let store: RunStore

  init() throws {
    store = try RunStore(folder: folder.url)
    for _ in 0..<2 { _ = try store.createRun(task: "digits", configuration: .null) }
  }

  private func points(_ series: String, _ steps: Range<Int>) -> [SeriesPoint] {
    steps.map { SeriesPoint(series: series, step: $0, value: Double($0) / 3) }
  }

  @Test func `series come back in the order of their steps`() throws {
    try store.append(points: points("loss", 5..<9) + points("rate", 0..<2), to: "digits-1")
    try store.append(points: points("loss", 0..<5), to: "digits-1")
    #expect(try store.series("loss", of: "digits-1") == points("loss", 0..<9))
    #expect(try store.series("loss", of: "digits-1", from: 7) == points("loss", 7..<9))
    #expect(try store.seriesNames(of: "digits-1") == ["loss", "rate"])
    #expect(try store.seriesNames(of: "digits-2").isEmpty)
  }

  @Test func `every double is stored faithfully`() throws {
    let values: [Double] = [
      .nan, .infinity, -.infinity, 0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e300,
      9_007_199_254_740_992, 0.1, -1,
    ]
    let points = values.indices.map {
      SeriesPoint(series: "loss", step: $0, value: values[$0])
    }
    try store.append(points: points, to: "digits-1")
    let read = try store.series("loss", of: "digits-1").map(\.value)
    #expect(read[0].isNaN)
    #expect(read.dropFirst().map(\.bitPattern) == values.dropFirst().map(\.bitPattern))
  }

  @Test func `a doubled row is an error that changes nothing`() throws {
    try store.append(points: points("loss", 0..<3), to: "digits-1")
    let doubled = points("rate", 0..<3) + points("loss", 2..<4)
    let error = #expect(throws: RunsError.self) {
      try store.append(
        points: doubled, events: [RunEvent(step: 2, kind: "note")], to: "digits-1")
    }
    #expect(
      error?.description
        == "run digits-1, series 'loss': a step must be recorded once; received step 2 a second "
        + "time; rewind the run to the step it is resumed from")
    #expect(try store.seriesNames(of: "digits-1") == ["loss"])
    #expect(try store.series("loss", of: "digits-1") == points("loss", 0..<3))
    #expect(try store.events(of: "digits-1").isEmpty)
    // The same rows in another run are no doubles.
    try store.append(points: doubled, to: "digits-2")
  }

  @Test func `rewinding removes the step itself and what follows, in one run only`() throws {
    for id in ["digits-1", "digits-2"] {
      try store.append(
        points: points("loss", 0..<6) + points("late", 4..<6),
        events: (0..<6).map { RunEvent(step: $0, kind: "note") }, to: id)
    }
    try store.finish("digits-1", .stopped, summary: .null)
    try store.rewind("digits-1", to: 3, process: 77)
    #expect(try store.series("loss", of: "digits-1") == points("loss", 0..<3))
    #expect(try store.seriesNames(of: "digits-1") == ["loss"])
    #expect(try store.events(of: "digits-1").map(\.step) == [0, 1, 2])
    #expect(try store.series("loss", of: "digits-2").count == 6)
    #expect(try store.events(of: "digits-2").count == 6)
    let record = try store.run("digits-1")
    #expect(record.status == .running && record.summary == nil && record.process == 77)
    // What was removed may be recorded again.
    try store.append(points: points("loss", 3..<6), to: "digits-1")
  }

  @Test func `events keep their order, payload and time`() throws {
    let time = Date(timeIntervalSince1970: 1_700_000_000.25)
    let payload = try JSONText(encoding: ["factor": 0.5])
    try store.append(
      points: [], events: [RunEvent(step: 9, kind: "rate", payload: payload, time: time)],
      to: "digits-1")
    try store.append(points: [], events: [RunEvent(step: 4, kind: "note")], to: "digits-1")
    let events = try store.events(of: "digits-1")
    #expect(events.map(\.ordinal) == [0, 1])
    #expect(events.map(\.kind) == ["rate", "note"])
    #expect(events[0].time == time && events[0].step == 9)
    #expect(try events[0].payload.decoded(as: [String: Double].self) == ["factor": 0.5])
    #expect(try store.events(of: "digits-1", from: 1).map(\.step) == [4])
  }

  @Test func `an unknown series is answered with the nearest name`() throws {
    try store.append(points: points("train.loss", 0..<1), to: "digits-1")
    let error = #expect(throws: RunsError.self) { try store.series("trainloss", of: "digits-1") }
    #expect(
      error?.description == "run digits-1: the series must be one of train.loss; "
        + "received 'trainloss'; did you mean 'train.loss'?")
  }

  @Test func `the documented view joins everything for other tools`() throws {
    try store.append(points: points("loss", 3..<4), to: "digits-2")
    let row = try DatabaseQueue(path: store.database.path).read {
      try Row.fetchOne($0, sql: "SELECT run, series, step, value FROM measurement")
    }
    #expect(row == ["run": "digits-2", "series": "loss", "step": 3, "value": 1.0])
  }

  @Test func `a run that is touched is alive`() throws {
    let before = try store.run("digits-1").updated
    try store.touch("digits-1")
    #expect(try store.run("digits-1").updated > before)
  }

  @Test func `a killed process loses no finished transaction and no half of one`() async throws {
    let result = await #expect(
      processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
    ) {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("runs-killed-\(getpid())")
      let store = try RunStore(folder: folder)
      _ = try store.createRun(task: "digits", configuration: .null)
      let line = Array("FOLDER \(folder.path)\n".utf8)
      write(STDOUT_FILENO, line, line.count)
      let killer = Thread {
        usleep(150_000)
        kill(getpid(), SIGKILL)
      }
      killer.start()
      for batch in 0... {
        try store.append(
          points: (0..<100).map {
            SeriesPoint(series: "loss", step: batch * 100 + $0, value: Double(batch))
          }, events: [RunEvent(step: batch * 100, kind: "batch")], to: "digits-1")
      }
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("FOLDER ") })
    let folder = URL(fileURLWithPath: String(line.dropFirst(7)))
    defer { try? FileManager.default.removeItem(at: folder) }
    let left = try RunStore(folder: folder)
    let count = try left.events(of: "digits-1").count
    #expect(count > 0)
    #expect(try left.series("loss", of: "digits-1").map(\.step) == Array(0..<count * 100))
  }
}
