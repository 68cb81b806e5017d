import Foundation
import Programs
import Testing

@Suite(.timeLimit(.minutes(2))) struct TrialPoolTests {
  private func run(
    _ line: String, count: Int = 1, parallel: Int = 2, environment: [String: String]? = nil,
    watch: TrialPool.Watch = TrialPool.Watch()
  ) throws -> (records: [TrialRecord], study: Study, sandbox: Sandbox) {
    let sandbox = try Sandbox()
    let study = try Study(in: sandbox.folder, settings: ["a": 1])
    let setting = TrialSetting(
      try CommandTemplate(["sh", "-c", line], known: ["folder", "trial"]), source: LossSource(),
      workingFolder: sandbox.folder.path, parallel: parallel, silence: 30,
      environment: environment ?? ProcessInfo.processInfo.environment)
    let orders = (1...count).map { TrialOrder(number: $0, values: [:], steps: nil) }
    return (try TrialPool(study, setting).run(orders, watch), study, sandbox)
  }

  @Test func `a program reads nothing, runs where the search began, and knows its trial`() throws {
    let (records, study, sandbox) = try run("cat; pwd; echo {trial} {folder}; echo loss 1 >&2")
    let text = try String(
      contentsOf: study.folder(of: 1).appendingPathComponent("output.txt"), encoding: .utf8)
    #expect(text == "\(sandbox.folder.path)\n1 \(study.folder(of: 1).path)\nloss 1\n")
    #expect(records[0].end == .exited(0) && records[0].losses.count == 1)
  }

  @Test func `programs side by side have a thread each, unless told otherwise`() throws {
    let line = "echo $PYTHONUNBUFFERED $OMP_NUM_THREADS $MKL_NUM_THREADS"
    let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    #expect(try run(line, environment: path).records[0].lastLine == "1 1 1")
    #expect(try run(line, parallel: 1, environment: path).records[0].lastLine == "1")
    let own = path.merging(["OMP_NUM_THREADS": "7"]) { $1 }
    #expect(try run(line, environment: own).records[0].lastLine == "1 7 1")
  }

  @Test func `a program is stopped with all that it started, even if it does not want to`() throws {
    var watch = TrialPool.Watch()
    watch.isEnough = { trial, _ in trial.losses.count > 0 }
    let (records, _, _) = try run(
      "trap '' TERM; sleep 61.5 & echo loss 1; wait; sleep 61.5; echo end", watch: watch)
    #expect(records[0].end == .stopped && records[0].seconds < 20)
    let list = Process()
    let pipe = Pipe()
    (list.executableURL, list.arguments) = (
      URL(fileURLWithPath: "/bin/sh"), ["-c", "ps ax || true"]
    )
    list.standardOutput = pipe
    try list.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(!text.contains("sleep 61.5"))
  }

  @Test func `all stop when the search does`() throws {
    var watch = TrialPool.Watch()
    let start = ContinuousClock.now
    watch.isWanted = { _ in ContinuousClock.now - start < .milliseconds(200) }
    #expect(throws: ProgramError(.stopped, "the search was stopped")) {
      try run("sleep 60", count: 3, watch: watch)
    }
    #expect(ContinuousClock.now - start < .seconds(4))
  }
}
