import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct InterruptionTests {
  private static let fit = [
    "fit", "boston", "--steps", "12000", "--rate", "0.01", "--validate-every", "50%", "--threads",
    "1",
  ]

  @Test func `Ctrl-C saves, says how to go on, and the rest comes to the same`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit + ["--runs", "my runs"])
    try await command.wait(for: "schedule")
    command.send(SIGINT)
    let stopped = try await command.result()
    #expect(stopped.code == 130)
    #expect(stopped.errors == "")
    let line = try #require(stopped.lines.last)
    let match = try #require(
      line.wholeMatch(
        of:
          /stopped after (\d+) updates?; go on with: (anneal fit --resume boston-1 --runs 'my runs')/
      ))
    #expect(try #require(Int(match.1)) < 12_000)
    #expect(anneal.has("my runs/boston-1/report.html"))

    let resumed = try await anneal.shell("anneal() { $ANNEAL \"$@\"; }; \(match.2) --json")
    #expect(resumed.code == 0)
    let whole = try await anneal.start(Self.fit + ["--json"]).result()
    let (one, other) = (try objects(resumed.output).last, try objects(whole.output).last)
    #expect(one?["validation"] as? [String: Double] == other?["validation"] as? [String: Double])
    #expect(one?["validation"] != nil)
  }

  @Test func `a scheduler's SIGTERM does the same, in JSON too`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit + ["--json"])
    try await command.wait(for: #""event":"step""#)
    command.send(SIGTERM)
    let stopped = try await command.result()
    #expect(stopped.code == 143)  // 128 + SIGTERM
    let last = try #require(try objects(stopped.output).last)
    #expect(last["event"] as? String == "stopped")
    #expect(last["run"] as? String == "boston-1")
    let show = try await anneal("runs", "show", "boston-1")
    #expect(
      show.output.contains("status      stopped at step \(last["step"] as? Int ?? -1), can be"))
    #expect(show.output.contains("stopped     at step \(last["step"] as? Int ?? -1)\n"))
  }

  @Test func `a search that is stopped leaves nothing`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(["find", "digits", "--steps", "1e6", "--json"])
    try await command.waitForListening(to: SIGINT)
    command.send(SIGINT)
    let result = try await command.result()
    #expect(result.code == 130)
    #expect(result.output == "")
    #expect(result.errors == "anneal: the search was stopped; nothing was recorded\n")
  }

  @Test func `a run that was killed is resumed`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit + ["--json"])
    try await command.wait(for: #""event":"step""#)
    command.send(SIGKILL)
    #expect(try await command.result().code == 137)  // 128 + SIGKILL
    #expect(try await anneal("fit", "--resume", "latest").code == 0)
    let again = try await anneal("fit", "--resume", "latest")
    #expect(again.code == 2)
    #expect(
      again.errors
        == "anneal: run 'boston-1' has finished; extend it with --epochs and --replan, or "
        + "resume from one of its checkpoints with --at-step: 10800, 12000\n")
    let between = try await anneal("fit", "--resume", "latest", "--at-step", "7")
    #expect(between.code == 2)
    #expect(
      between.errors
        == "anneal: --at-step must be the step of a checkpoint of 'boston-1': 10800, 12000; received 7\n"
    )
    let late = try await anneal("fit", "--resume", "boston-1", "--at-step", "10800")
    #expect(late.code == 0)
    #expect(late.output.contains("resumed     after 10800 updates\n"))
  }

  @Test func `two processes do not train one run`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(["fit", "boston", "--steps", "1e6", "--rate", "1e-3"])
    try await command.wait(for: "schedule")
    let second = try await anneal("fit", "--resume", "boston-1")
    command.send(SIGKILL)
    _ = try await command.result()
    #expect(second.code == 1)
    #expect(second.output == "")
    #expect(
      second.errors
        == "anneal: run 'boston-1': one process may train a run at a time; received a second one; "
        + "wait for the other, or stop it\n")
  }
}
