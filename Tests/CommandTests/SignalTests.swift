import Foundation
import Testing

/// What means 'go' saves the run, and the rest of it comes to the same numbers.
@Suite(.timeLimit(.minutes(10)), .serialized) struct SignalTests {
  private static let fit = [
    "fit", "boston", "--steps", "4000", "--rate", "0.01", "--validate-every", "50%", "--threads",
    "1", "--checkpoint-every", "100%",
  ]

  /// All that must be the same of a run, however it came to its end.
  private struct Outcome: Equatable {
    let weights: Data
    let series: [String: [[String: Double]]]

    init(of run: String, in anneal: Anneal) async throws {
      let folder = anneal.folder.appendingPathComponent("runs/\(run)/step-00004000")
      weights = try Data(contentsOf: folder.appendingPathComponent("weights.safetensors"))
      let shown = try objects(try await anneal("runs", "show", run, "--json").output).first
      series = try #require(shown?["series"] as? [String: [[String: Double]]])
    }
  }

  @Test func `each signal saves, and the rest comes to the same bits`() async throws {
    let anneal = try Anneal()
    #expect(try await anneal.start(Self.fit).result().code == 0)
    let whole = try await Outcome(of: "boston-1", in: anneal)
    var signals = [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF,
    ]
    #if os(Linux)
      signals.append(SIGPWR)
    #endif
    for (index, signal) in signals.enumerated() {
      let run = "boston-\(index + 2)"
      let command = try anneal.start(Self.fit + ["--json"])
      try await command.wait(for: #""event":"step","#)
      command.send(signal)
      let stopped = try await command.result()
      #expect(stopped.code == 128 + signal, "signal \(signal)")
      #expect(stopped.errors == "", "signal \(signal)")
      let last = try #require(try objects(stopped.output).last)
      #expect(last["event"] as? String == "stopped", "signal \(signal)")
      #expect(try #require(last["step"] as? Int) < 4000)
      #expect(try await anneal("fit", "--resume", run).code == 0)
      #expect(try await Outcome(of: run, in: anneal) == whole, "signal \(signal)")
    }
  }

  @Test func `what a shell ignores for a job in the background stays ignored`() async throws {
    let anneal = try Anneal()
    // A shell without job control starts what ends in '&' with INT and QUIT ignored.
    let result = try await anneal.shell(
      "\(Self.quoted) --json > out 2> errors & job=$!; "
        + "while ! grep -qs '\"step\":50}' out; do sleep 0.02; done; "
        + "kill -INT $job; kill -QUIT $job; wait $job")
    #expect(result.code == 0)
    #expect(try await anneal("runs").output.contains("boston-1  finished"))
  }

  @Test func `nohup keeps a closed terminal away`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shell(
      "nohup \(Self.quoted) --json > out 2> errors & job=$!; "
        + "while ! grep -qs '\"step\":50}' out; do sleep 0.02; done; kill -HUP $job; wait $job")
    #expect(result.code == 0)
  }

  @Test func `the same wish twice at once is one, and twice in a row ends at once`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit + ["--json"])
    try await command.wait(for: #""event":"step","#)
    // As timeout(1) does, to the process and to its group.
    for _ in 0..<3 { command.send(SIGTERM) }
    #expect(try await command.result().code == 128 + SIGTERM)
    #expect(try await anneal("runs").output.contains(/boston-1  stopped at step \d+, can be/))
  }

  @Test(
    .enabled(if: Anneal.isLinux, "the backtracer is Linux's"),
    arguments: [SIGQUIT, SIGABRT, SIGSEGV])
  func `a signal from outside opens no crash report`(signal: Int32) async throws {
    let anneal = try Anneal()
    let pipe = anneal.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let command = try anneal.start(["schedule", "import", pipe])
    // A pipe can be opened for writing when somebody reads it, who then waits for more.
    var writer = open(pipe, O_WRONLY | O_NONBLOCK)
    while writer < 0 {
      try await Task.sleep(for: .milliseconds(10))
      writer = open(pipe, O_WRONLY | O_NONBLOCK)
    }
    defer { close(writer) }
    command.send(signal)
    let result = try await command.result()
    #expect(result.code == 128 + signal)
    #expect(result.errors == "")
  }

  @Test func `a reader that goes away does not end a training`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shell("(\(Self.quoted) --json; echo $? > code) | head -3")
    #expect(result.lines.count == 3)
    #expect(try String(contentsOfFile: anneal.path("code"), encoding: .utf8) == "0\n")
    #expect(try await anneal("runs").output.contains("boston-1  finished"))
  }

  private static let quoted = "$ANNEAL " + fit.joined(separator: " ")
}
