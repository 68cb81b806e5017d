import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct FindProgramTests {
  /// A program whose loss falls to 0.1 + 0.1·ln²(rate/0.01).
  private func anneal(pause: Double = 0) throws -> Anneal {
    let anneal = try Anneal()
    let program = """
      import math, sys, time
      rate, steps = float(sys.argv[1]), int(sys.argv[2])
      end = 0.1 + 0.1 * math.log(rate / 0.01) ** 2
      for t in range(steps + 1):
          print(f'step {t}: loss {3 + (end - 3) * (1 - math.exp(-6 * t / steps)):.5f}')
          time.sleep(\(pause))
      """
    try anneal.write(Array(program.utf8), to: "train.py")
    return anneal
  }

  @Test func `the search for a program ends in a rate and the command to run`() async throws {
    let anneal = try anneal()
    let result = try await anneal(
      "find", "--steps", "200", "--svg", "search.svg", "--", "python3", "train.py", "{rate}",
      "{steps}",
      "it's")
    #expect(result.code == 0)
    #expect(result.errors == "")
    let end =
      /(?s)trial 1 at rate 0.003, 20 steps\n.*\nSearch for a rate\npython3 train.py {rate} {steps} it's\n.*\ntrial at rate +steps +loss +seconds\n.*\nsuggested peak rate (\S+), found in \d+ trials \(\d+ steps, \S+ s\); one as good as the best is most likely in .+ … .+\ncompared by the loss; the trials are in runs\/find\/[-\d]+\npython3 train.py (\S+) 200 'it'\\''s'\ndrew search.svg\n/
    let match = try #require(result.output.wholeMatch(of: end), "\(result.output)")
    #expect(match.1 == match.2)
    #expect(anneal.has("search.svg"))
  }

  @Test func `in JSON the answer is one object`() async throws {
    let result = try await anneal()(
      "find", "--steps", "200", "--json", "--", "python3", "train.py", "{rate}", "{steps}")
    let answers = try objects(result.output)
    let answer = try #require(answers.first)
    #expect(answers.count == 1)
    let keys: Set = [
      "rate", "interval", "steps", "runSteps", "flat", "searched", "expectedRegret", "optimizer",
      "command", "study", "series", "seconds", "trials",
    ]
    #expect(Set(answer.keys) == keys)
    let trials = try #require(answer["trials"] as? [[String: Any]])
    #expect(
      trials.allSatisfy { Set($0.keys) == ["rate", "steps", "loss", "state", "seconds"] })
    let rate = try #require(answer["rate"] as? Double)
    #expect((0.006...0.016).contains(rate))
  }

  @Test(.enabled(if: Anneal.isLinux))
  func `after Ctrl-C or kill -9 a search goes on`() async throws {
    let anneal = try anneal(pause: 0.004)
    let command = ["--", "python3", "train.py", "{rate}", "{steps}"]
    let whole = try await anneal.start(
      ["find", "--steps", "300", "--json", "--runs", "whole"] + command
    )
    .result()
    let first = try anneal.start(["find", "--steps", "300"] + command)
    try await first.wait(for: "trial 1 at rate 0.003 ended")
    first.send(SIGINT)
    let stopped = try await first.result()
    #expect(stopped.code == 130)
    #expect(
      stopped.errors.wholeMatch(
        of: /anneal: the search was stopped; go on with 'anneal find --resume [-\d]+'\n/) != nil)
    let second = try anneal.start(["find", "--resume"])
    try await second.wait(for: "trial 4")
    second.send(SIGKILL)
    _ = try await second.result()
    let result = try await anneal.start(["find", "--resume", "latest", "--json"] + command).result()
    #expect(result.code == 0, "\(result.errors)")
    let (one, other) = (try objects(whole.output).first, try objects(result.output).first)
    #expect(one?["rate"] as? Double == other?["rate"] as? Double)
    let over = try await anneal("find", "--resume")
    #expect(over.code == 2)
    #expect(
      over.errors.hasPrefix("anneal: there is no unfinished search in the folder 'runs/find'; "))
  }

  @Test(arguments: [
    (["find"], "'find' needs a task, as in 'anneal find digits', or a command after --, "),
    (["find", "--", "a", "{rate}"], "--steps must say how many steps the run has"),
    (
      ["find", "--steps", "9", "--", "a"],
      "the command must have {rate} where the learning rate goes; "
    ),
    (
      ["find", "--steps", "9", "--batch-size", "3", "--", "a", "{rate}"],
      "--batch-size means nothing beside a program; leave it out"
    ),
    (
      ["find", "digits", "--steps", "9", "--", "a", "{rate}"],
      "the task 'digits' means nothing beside a program; leave it out"
    ),
    (
      ["find", "digits", "--pattern", "x"],
      "--pattern is for a program, whose command stands after --"
    ),
    (
      ["find", "--steps", "9", "--pattern", "(", "--", "a", "{rate}"],
      "--pattern must be a regular expression; "
    ),
    (
      ["find", "--steps", "9", "--budget", "50%", "--", "a", "{rate}"],
      "--budget must be 0, 10%, 16%, 40%, 100% or 300%; "
    ),
    (["find", "--resume", "nope"], "there is no search 'nope' in the folder 'runs/find'"),
    (
      ["find", "--steps", "9", "--schedule", "constant(1)", "--", "a", "{rate}"],
      "--schedule needs {schedule:pytorch}, "
    ),
  ])
  func `a search without a meaning is bad use`(arguments: [String], start: String) async throws {
    let anneal = try Anneal()
    let result = try await anneal.start(arguments).result()
    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("anneal: \(start)"), "\(result.errors)")
    #expect(!anneal.has("runs"))
  }

  @Test func `a program that crashes is told with its last line`() async throws {
    let anneal = try Anneal()
    let result = try await anneal(
      "find", "--steps", "90", "--", "sh", "-c", "echo no such data; exit 7", "{rate}")
    #expect(result.code == 1)
    #expect(
      result.errors.wholeMatch(
        of:
          /anneal: the program ended with exit code 7 before it printed a loss; its last line is 'no such data'; its output is in runs\/find\/[-\d]+\/trial-1\/output.txt\n/
      ) != nil, "\(result.errors)")
    #expect(anneal.has("runs/find"))
  }
}
