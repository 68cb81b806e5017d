import Foundation
import Testing

/// Runs that are changed from another terminal.
@Suite(.timeLimit(.minutes(10))) struct SteerCommandTests {
  private static let fit = [
    "fit", "boston", "--steps", "1e6", "--rate", "0.01", "--schedule", "constant(1)",
    "--validate-every", "1e6", "--checkpoint-every", "1e5", "--threads", "1", "--json",
  ]

  @Test func `acts change a run, are told on both sides, and can be repeated`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit)
    try await command.wait(for: #""step":20}"#)
    let scaled = try await anneal("steer", "latest", "scale(0.5)")
    // On a slow machine it says after a second that it waits.
    let isQuiet =
      scaled.errors == "" || scaled.errors.hasPrefix("anneal: waiting for run 'boston-1'")
    #expect(scaled.code == 0 && isQuiet, "\(scaled.errors)")
    let match = try #require(
      scaled.output.wholeMatch(of: /boston-1: scale\(0\.5\), done before step (\d+)\n/))
    let step = try #require(Int(match.1))

    let refused = try await anneal("steer", "boston-1", "goBack(to: 7)")
    #expect(refused.code == 2)
    #expect(
      refused.errors.hasPrefix("anneal: goBack needs stored weights; those after 0"))

    let planned = try await anneal(
      "steer", "boston-1", "plan(linear(from: 0.02, to: 0), until: 1e5)", "--json")
    let told = try #require(try objects(planned.output).first)
    #expect(told["run"] as? String == "boston-1")
    let start = try #require(told["step"] as? Int)
    #expect(
      told["act"] as? String == "plan(linear(from: 0.02, to: 0), until: 100_000)"
        || told["act"] as? String == "plan(linear(from: 0.02, to: 0), until: 100000)"
        || told["act"] as? String == "plan(linear(from: 0.02, to: 0), until: 1e5)")

    let stopped = try await anneal("steer", "boston-1", "stop")
    #expect(stopped.code == 0)
    let result = try await command.result()
    #expect(result.code == 143)  // as after SIGTERM
    let events = try objects(result.output)
    let acted = events.filter { $0["event"] as? String == "acted" }
    #expect(acted.first?["step"] as? Int == step && acted.first?["by"] as? String == "steer")
    #expect(acted.count == 3)
    let rates = events.filter { $0["event"] as? String == "step" }
    #expect(rates.first { $0["step"] as? Int == step - 1 }?["rate"] as? Double == 0.01)
    #expect(rates.first { $0["step"] as? Int == step }?["rate"] as? Double == 0.005)
    #expect(rates.first { $0["step"] as? Int == start }?["rate"] as? Double == 0.02)
    #expect(events.last?["event"] as? String == "stopped")

    let show = try await anneal("runs", "show", "boston-1")
    #expect(show.output.contains("\nacted       at step \(step), scale(0.5), by steer\n"))

    let again = try await anneal("fit", "--repeat", "boston-1", "--json")
    #expect(again.code == 143)
    let repeated = try objects(again.output).filter { $0["event"] as? String == "step" }
    #expect(repeated.count == rates.count)
    #expect(
      repeated.map { $0["loss"] as? Double } == rates.map { $0["loss"] as? Double })
  }

  @Test func `what cannot be steered is told`() async throws {
    let anneal = try Anneal()
    let none = try await anneal("steer", "boston-1", "stop")
    #expect(none.code == 2)
    #expect(none.errors.hasPrefix("anneal: there are no runs in the folder 'runs'"))
    _ = try await anneal("fit", "boston", "--steps", "20", "--rate", "0.01")
    let over = try await anneal("steer", "boston-1", "scale(0.5)")
    #expect(over.code == 2)
    #expect(
      over.errors == "anneal: run 'boston-1' must be training to be steered; it is finished\n")
    #expect(!anneal.has("runs/boston-1/requests"))
    let unknown = try await anneal("steer", "boston-1", "scal(0.5)")
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("unknown act 'scal'") && unknown.errors.contains("scale"))
    let repeated = try await anneal("fit", "--repeat", "boston-1", "--steps", "5", "--threads", "1")
    #expect(repeated.code == 2)
    #expect(
      repeated.errors.contains(
        "--repeat boston-1 uses the run's own settings; leave out --threads, --steps"))
    let shown = try await anneal("fit", "--repeat", "boston-1", "--dry-run")
    #expect(shown.code == 2)
    #expect(
      shown.errors.contains("--dry-run cannot show a run that --repeat repeats; leave one out"))
  }

  @Test func `whoever no longer waits takes the request back`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit)
    try await command.wait(for: #""step":20}"#)
    command.send(SIGSTOP)
    let steer = try anneal.start(["steer", "latest", "scale(0.5)"])
    try await steer.waitForListening(to: SIGINT)
    steer.send(SIGINT)
    let back = try await steer.result()
    #expect(back.code == 130)
    #expect(
      back.errors.hasSuffix("anneal: scale(0.5) was withdrawn; run 'boston-1' is unchanged\n"))
    command.send(SIGCONT)
    #expect(try await anneal("steer", "latest", "stop").code == 0)
    let events = try objects(try await command.result().output)
    let acted = events.filter { $0["event"] as? String == "acted" }
    #expect(acted.map { $0["act"] as? String } == ["stop()"])
    // A run that an act ended goes on.
    let steps = try #require(events.last?["step"] as? Int)
    let more = try anneal.start(["fit", "--resume", "latest", "--json"])
    try await more.wait(for: "\"step\":\(steps + 20)}")
    more.send(SIGTERM)
    #expect(try await more.result().code == 143)
  }

  @Test func `an act that makes the loss run away is named`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit)
    try await command.wait(for: #""step":20}"#)
    _ = try await anneal("steer", "latest", "rate(1e30)")
    let result = try await command.result()
    #expect(result.code == 1)
    let match = try #require(
      result.errors.firstMatch(
        of:
          /rate\(1e30\) at step (\d+) may be the cause; resume without it: anneal fit --resume boston-1 --at-step (\d+)\n/
      ))
    #expect(match.1 == match.2)
    let resumed = try anneal.start(["fit", "--resume", "latest", "--at-step", String(match.2)])
    try await resumed.wait(for: "schedule")
    resumed.send(SIGTERM)
    #expect(try await resumed.result().code == 143)
  }

  @Test func `how a run would go on is shown before, and nothing is written`() async throws {
    let anneal = try Anneal()
    _ = try await anneal(
      "fit", "boston", "--steps", "20", "--schedule", "linear(from: 0.02, to: 0)")
    let before = try await anneal.shell("cd runs && find . -type f | sort | xargs sha256sum")
    let shown = try await anneal(
      "fit", "--resume", "latest", "--steps", "40", "--replan", "rebase", "--dry-run")
    #expect(shown.code == 0 && shown.errors == "")
    #expect(
      shown.output.hasPrefix(
        """
        run         boston-1
        resumed     after 20 updates
        length      40 steps
        schedule    linear(from: 0.02, to: 0)
        rate        0.01 at the next step

        """))
    let told = try objects(
      try await anneal(
        "fit", "--resume", "latest", "--steps", "40", "--replan", "hold", "--dry-run", "--json"
      ).output)
    #expect(told.first?["rate"] as? Double == 0 && told.first?["madeSteps"] as? Int == 20)
    let after = try await anneal.shell("cd runs && find . -type f | sort | xargs sha256sum")
    #expect(before.output == after.output)
    let plain = try await anneal("fit", "--resume", "latest", "--dry-run")
    #expect(plain.code == 2)
  }

  @Test func `another number of threads is told when a run goes on`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit)
    try await command.wait(for: #""step":20}"#)
    command.send(SIGTERM)
    _ = try await command.result()
    let resumed = try anneal.start([
      "fit", "--resume", "latest", "--threads", "2", "--micro-batch", "8",
    ])
    try await resumed.wait(for: "schedule")
    resumed.send(SIGTERM)
    let output = try await resumed.result().output
    #expect(
      output.contains("threads     2 from here on, 1 before; results may differ in rounding\n")
        && output.contains(
          "micro-batch 8 from here on, none before; results may differ in rounding\n")
    )
  }
}
