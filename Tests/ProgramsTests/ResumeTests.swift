import Foundation
import Programs
import Search
import Testing

@Suite(.timeLimit(.minutes(2))) struct ResumeTests {
  private let slow = Searcher.curve + "\n    import time; time.sleep(0.002)\n"

  @Test(arguments: [0.3, 0.9])
  func `an interrupted search goes on to the same answer`(seconds: Double) throws {
    let searcher = try Searcher()
    let path = try searcher.sandbox.write(slow, to: "train.py")
    let settings = searcher.settings(["python3", path, "{rate}", "{steps}"])
    let whole = try searcher.find(settings.command)
    let study = try Study(in: searcher.studies, settings: settings)
    let folder = study.folder
    let start = ContinuousClock.now
    let error = #expect(throws: ProgramError.self) {
      try searcher.find(settings, in: study) { ContinuousClock.now - start < .seconds(seconds) }
    }
    #expect(error?.kind == .stopped)
    _ = consume study
    let trials = folder.appendingPathComponent("trials.jsonl")
    let before = (try? String(contentsOf: trials, encoding: .utf8)) ?? ""
    try Data((before + "{\"torn").utf8).write(to: trials)
    let resumed = try searcher.find(settings, in: Study(resuming: folder))
    let after = try String(contentsOf: trials, encoding: .utf8)
    #expect(after.hasPrefix(before))
    #expect(
      after.matches(of: /"number":/).count == resumed.trials.count, "what was there is made again")
    #expect(resumed.suggestion.rate == whole.suggestion.rate)
    #expect(resumed.suggestion.trials == whole.suggestion.trials)
    #expect(resumed.trials.map(\.state) == whole.trials.map(\.state))
  }

  @Test func `what still runs of a killed search is stopped`() throws {
    let searcher = try Searcher()
    let study = try Study(in: searcher.studies, settings: ["a": 1])
    let folder = study.folder
    _ = consume study
    let trial = folder.appendingPathComponent("trial-1")
    try FileManager.default.createDirectory(at: trial, withIntermediateDirectories: false)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["60"]
    try process.run()
    usleep(200_000)
    try ProcessIdentity(of: process.processIdentifier).write(
      to: trial.appendingPathComponent("pid"))
    let resumed = try Study(resuming: folder)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
    #expect(resumed.records.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: trial.appendingPathComponent("pid").path))
  }

  @Test func `a later process with the same number is left alone`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["60"]
    try process.run()
    defer { process.terminate() }
    let sandbox = try Sandbox()
    let file = sandbox.folder.appendingPathComponent("pid")
    try ProcessIdentity(of: process.processIdentifier).write(to: file)
    let text = try String(contentsOf: file, encoding: .utf8)
    let other = text.replacing(/"start":(\d+)/) { "\"start\":\((Int($0.1) ?? 0) - 1)" }
    try Data(other.utf8).write(to: file)
    ProcessIdentity(at: file)?.killRemains()
    usleep(100_000)
    #expect(process.isRunning)
  }
}
