import Foundation
import GRDB
import Testing
import TrainingLogs

@Suite struct LogFolderTests {
  /// A folder with these files, which vanishes with the test.
  private final class Folder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
      path =
        URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        + "/logs-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files { try write(Array(text.utf8), to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], to name: String) throws {
      let file = URL(fileURLWithPath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }

    /// The database of runs, in the mode that Anneal gives it.
    func writeRuns() throws {
      let queue = try DatabaseQueue(path: path + "/runs.sqlite")
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try queue.write { database in
        for statement in DatabaseReaderTests.anneal { try database.execute(sql: statement) }
      }
      try queue.close()
    }

    var files: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
  }

  @Test func `the usual files of a folder are runs, named for where they lie`() throws {
    let folder = try Folder([
      "a/metrics.csv": "step,lr\n0,0.5\n1,0.25\n", "b/results.csv": "epoch,x/lr0\n0,1\n1,2\n",
      "b/notes.csv": "step,lr\n0,9\n", "c/metrics.csv": "no table", "c/trainer_state.json": "{}",
    ])
    let log = try LogFolder(folder.path).log
    #expect(log.runs.map(\.name) == ["/a/metrics.csv", "/b/results.csv"].map { folder.path + $0 })
    #expect(log.runs[0].column("lr")?.values == [0.5, 0.25])
    #expect(log.runs[1].column("x/lr0")?.values == [1, 2])
    #expect(log.skipped.contains { $0.first.hasSuffix("c/trainer_state.json") })
  }

  @Test func `a pattern fits files of any name`() throws {
    let folder = try Folder([
      "a/my.csv": "step,lr\n0,1\n", "b/my.csv": "step,lr\n0,2\n", "b/other.csv": "step,lr\n0,3\n",
    ])
    #expect(LogFolder.matches(folder.path + "/*/my.csv"))
    let log = try LogFolder(folder.path + "/*/my.csv").log
    #expect(log.runs.compactMap { $0.column("lr")?.values } == [[1], [2]])
    let error = #expect(throws: LogError.self) { try LogFolder(folder.path + "/*/your.csv") }
    #expect(error?.received == "none")
  }

  @Test func `event files side by side are one run`() throws {
    let folder = try Folder()
    let name = "events.out.tfevents."
    try folder.write(EventFile.simple(0, "lr", 0.5), to: "train/\(name)1")
    try folder.write(EventFile.simple(1, "lr", 0.25), to: "train/\(name)2")
    try folder.write(EventFile.simple(0, "loss", 2), to: "val/\(name)1")
    let log = try LogFolder(folder.path).log
    #expect(log.runs.map(\.name) == ["/train", "/val"].map { folder.path + $0 })
    #expect(log.runs[0].column("lr")?.values == [0.5, 0.25])
  }

  // as mlflow 2 keeps runs in files: time, value, step
  @Test func `MLflow's file store has a file for each measurement`() throws {
    let run = "mlruns/0/6cf04bd2"
    let folder = try Folder([
      "mlruns/0/meta.yaml": "name: Default\n", "\(run)/meta.yaml": "run_id: 6cf04bd2\n",
      "\(run)/metrics/lr": "1700000000000 0.5 0\n1700000000100 0.25 10\n",
      "\(run)/metrics/val.loss": "1700000000000 nan 10\n",
      "\(run)/metrics/train/loss": "1700000000000 2 0\nbroken\n1700000000100 1.5 10\n",
      "\(run)/params/lr": "0.5", "mlruns/0/other/metrics/b": "1700000000000 7 3\n",
    ])
    let log = try LogFolder(folder.path).log
    #expect(log.runs.map(\.name) == ["6cf04bd2", "other"])
    #expect(log.runs[0].column("lr")?.values == [0.5, 0.25])
    #expect(log.runs[0].column("train/loss")?.values == [2, 1.5])
    #expect(log.runs[0].column("val.loss")?.values.first?.isNaN == true)
    let steps = try #require(log.runs[0].column("step"))
    let rows = try #require(log.runs[0].column("train/loss")?.rows)
    #expect(
      rows.compactMap { row in steps.rows.firstIndex(of: row).map { steps.values[$0] } } == [0, 10])
    #expect(log.skipped.map(\.what) == ["lines of something else"])
  }

  @Test func `Anneal's folder of runs is read as it is, and left so`() throws {
    let folder = try Folder()
    try folder.writeRuns()
    try folder.write([], to: "digits-1/lock")
    let before = folder.files
    #expect(before == ["digits-1", "runs.sqlite"])
    let all = try LogFolder(folder.path).log
    #expect(all.runs.map(\.name) == ["digits-1", "digits-2"])
    for path in ["/digits-1", "/digits-1/", "/./digits-1"] {
      let one = try LogFolder(folder.path + path).log
      #expect(one.runs.map(\.name) == ["digits-1"])
      #expect(one.runs.first?.column("rate")?.values == [0.5, 0.25, 0.125])
    }
    let file = try TrainingLog(LogFile(path: folder.path + "/runs.sqlite"))
    #expect(file.runs.count == 2)
    #expect(folder.files == before)
  }

  @Test func `a run that trains is read beside its writer`() throws {
    let folder = try Folder()
    try folder.writeRuns()
    let writer = try DatabaseQueue(path: folder.path + "/runs.sqlite")
    try writer.write { try $0.execute(sql: "INSERT INTO point VALUES (1, 3, 0.0625)") }
    let log = try LogFolder(folder.path).log
    #expect(log.runs.first?.column("rate")?.values == [0.5, 0.25, 0.125, 0.0625])
    try writer.close()
  }

  @Test func `a run without the wanted series names those that there are`() throws {
    let folder = try Folder()
    try folder.writeRuns()
    try folder.write([], to: "digits-1/lock")
    let log = try LogFolder(folder.path + "/digits-1") { $0 == "accuracy" }.log
    #expect(log.runs.isEmpty)
    #expect(log.otherColumns == ["step", "rate", "validation loss"])
  }

  @Test func `a folder without logs is refused`() throws {
    let folder = try Folder(["notes.txt": "hello"])
    let error = #expect(throws: LogError.self) { try LogFolder(folder.path) }
    #expect(error?.received == "none")
  }
}
