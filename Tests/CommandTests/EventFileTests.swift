import Foundation
import Testing
import TrainingLogs

@Suite(.timeLimit(.minutes(10))) struct EventFileTests {
  /// The values that the store has of a series, as 32 bits hold them.
  private func stored(_ name: String, _ anneal: Anneal) async throws -> [Double] {
    let run = try #require(
      try objects(try await anneal("runs", "show", "boston-1", "--json").output).first)
    let series = try #require(run["series"] as? [String: [[String: Double]]])
    return try #require(series[name]).compactMap { $0["value"].map { Double(Float($0)) } }
  }

  private func files(_ anneal: Anneal) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: anneal.path("logs/boston-1")).sorted()
  }

  private func log(_ file: String, _ anneal: Anneal) throws -> LogRun {
    try #require(try TrainingLog(LogFile(path: anneal.path("logs/boston-1/\(file)"))).runs.first)
  }

  @Test func `a fit writes the series of its store into an event file`() async throws {
    let anneal = try Anneal()
    let fit = try await anneal(
      "fit", "boston", "--steps", "40", "--rate", "0.01", "--tensorboard", "logs")
    #expect(fit.code == 0)
    let file = try #require(try files(anneal).first)
    let run = try log(file, anneal)
    for name in ["loss", "rate", "gradient norm", "validation loss"] {
      #expect(run.column(name)?.values == (try await stored(name, anneal)), "\(name)")
    }
    // the last measurement follows the last step
    #expect(run.column("step")?.values == (0...40).map(Double.init))
  }

  @Test func `a run that goes on has a second file, which voids what it repeats`() async throws {
    let anneal = try Anneal()
    let place = ["--tensorboard", "logs"]
    _ = try await anneal.start(
      ["fit", "boston", "--steps", "40", "--rate", "0.01", "--checkpoint-every", "10"] + place
    ).result()
    let resumed = try await anneal.start(
      ["fit", "--resume", "boston-1", "--at-step", "30"] + place
    ).result()
    #expect(resumed.code == 0)
    let names = try files(anneal)
    try #require(names.count == 2)
    #expect(try log(names[1], anneal).column("step")?.values == (30...40).map(Double.init))
    let losses = try await stored("loss", anneal)
    #expect(try log(names[1], anneal).column("loss")?.values == Array(losses[30...]))
    // session_log 7 with the status START at step 30
    let bytes = Array(
      try Data(contentsOf: anneal.folder.appendingPathComponent("logs/boston-1/\(names[1])")))
    let restart: [UInt8] = [0x10, 30, 0x3A, 2, 0x08, 1]
    #expect(bytes.indices.contains { bytes[$0...].starts(with: restart) })
  }

  @Test func `a folder that cannot be written is told before a run begins`() async throws {
    let anneal = try Anneal()
    try anneal.write([], to: "logs")
    let fit = try await anneal("fit", "boston", "--steps", "2", "--tensorboard", "logs")
    #expect(fit.code == 2)
    #expect(fit.errors.hasPrefix("anneal: cannot write event files into 'logs': "))
    #expect(fit.errors.split(separator: "\n").count == 1)
    #expect(try await anneal.runs().isEmpty)
  }
}
