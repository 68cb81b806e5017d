import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct AdviseCommandTests {
  private let network = [
    "advise", "--kind", "transformer", "--parameters", "10M", "--batch", "64", "--steps", "20k",
  ]
  private let keys: Set = [
    "kind", "parameters", "batchSize", "steps", "optimizer", "rate", "interval", "factors", "plan",
    "clip", "lines", "expectedRegret", "typicalRegret", "findRegret", "typicalRate", "commands",
  ]

  private func answer(_ arguments: [String]) async throws -> [String: Any] {
    let result = try await Anneal().start(arguments + ["--json"]).result()
    #expect(result.code == 0 && result.errors == "")
    return try #require(try objects(result.output).first)
  }

  @Test func `a network that is described gets a plan, with reasons and sources`() async throws {
    let answer = try await answer(network)
    #expect(Set(answer.keys) == keys)
    #expect(answer["parameters"] as? Int == 10_000_000 && answer["steps"] as? Int == 20_000)
    #expect(answer["optimizer"] as? String == "adamw(weightDecay: 0.1)")
    #expect(answer["clip"] as? String == "norm(1)")
    let rate = try #require(answer["rate"] as? Double)
    let interval = try #require(answer["interval"] as? [Double])
    #expect(interval.count == 2 && interval[0] < rate && rate < interval[1])
    let factors = try #require(answer["factors"] as? [[String: Any]])
    let product = factors.reduce(1) { $0 * ($1["value"] as? Double ?? .nan) }
    #expect(abs(product / rate - 1) < 0.005)
    let lines = try #require(answer["lines"] as? [[String: Any]])
    for part in factors + lines { #expect((part["reason"] as? String)?.isEmpty == false) }
    #expect(
      lines.compactMap { $0["subject"] as? String } == [
        "optimizer", "schedule", "warm-up", "weight decay", "clipping", "batch size",
      ])
    let commands = try #require(answer["commands"] as? [String: Any])
    #expect((commands["find"] as? String)?.hasPrefix("anneal find --steps 20000 ") == true)
    #expect(commands["fit"] == nil)
  }

  @Test func `an optimizer that finds its own rate has no measured quality, and no search`()
    async throws
  {
    let answer = try await answer(network + ["--optimizer", "prodigy"])
    #expect(answer["rate"] as? Double == 1)
    #expect(answer["interval"] == nil && answer["expectedRegret"] == nil)
    let commands = try #require(answer["commands"] as? [String: Any])
    #expect(commands["find"] == nil && commands["export"] != nil)
    let shown = try await Anneal().start(network + ["--optimizer", "prodigy"]).result()
    #expect(shown.output.contains("finds the size of its steps itself"))
    #expect(!shown.output.contains("how good") && !shown.output.contains("nine of ten"))
  }

  @Test func `the plan that is shown can be exported as it is`() async throws {
    let anneal = try Anneal()
    let commands = try #require(try await answer(network)["commands"] as? [String: Any])
    let export = try #require(commands["export"] as? String)
    let result = try await anneal.shell(
      export.replacing(/^anneal/, with: "\"$ANNEAL\""))
    #expect(result.code == 0 && result.output.contains("torch"))
  }

  @Test func `a task is measured, and the command that trains is one that trains`() async throws {
    let anneal = try Anneal()
    let answer = try await answer(["advise", "boston", "--steps", "40", "--batch", "16"])
    #expect(answer["kind"] as? String == "mlp" && answer["task"] as? String == "boston")
    #expect(answer["batchSize"] as? Int == 16 && answer["steps"] as? Int == 40)
    let noise = try #require(answer["gradientNoise"] as? [String: Any])
    #expect((noise["gradientNorm"] as? Double ?? 0) > 0 && noise["batchSize"] as? Int == 16)
    let commands = try #require(answer["commands"] as? [String: Any])
    let fit = try #require(commands["fit"] as? String)
    #expect(fit.hasPrefix("anneal fit boston --steps 40 --batch-size 16 --optimizer adamw "))
    let result = try await anneal.shell(fit.replacing(/^anneal/, with: "\"$ANNEAL\""))
    #expect(result.code == 0, "\(result.errors)")
    #expect(anneal.has("runs"))
    let find = try #require(commands["find"] as? String)
    #expect(find == fit.replacing("anneal fit", with: "anneal find"))
  }

  @Test func `advice for a table of one's own takes what fit takes`() async throws {
    let anneal = try Anneal()
    let rows = (0..<60).map { "\($0),\($0 % 7),\(3 * $0)" }.joined(separator: "\n")
    try "a,b,price\n\(rows)\n".write(
      to: anneal.folder.appendingPathComponent("prices.csv"), atomically: true, encoding: .utf8)
    let result = try await anneal("advise", "prices.csv", "--target", "price", "--epochs", "20")
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output.contains("train        anneal fit prices.csv --target price --epochs 20 "))
    #expect(!anneal.has("runs"))
  }

  @Test func `what is shown says how good such rates are`() async throws {
    let result = try await Anneal().start(network).result()
    #expect(result.lines.first == "a transformer with 10M parameters, 20000 steps of 64 examples")
    #expect(result.output.contains("\npeak rate    "))
    #expect(result.output.contains("] measured: docs/advice.md\n"))
    #expect(
      result.output.contains("on a bank of small trainings the loss at such a rate was within "))
    #expect(result.lines.contains { $0.hasPrefix("measure      anneal find --steps 20000 ") })
  }

  @Test(arguments: [
    (
      [],
      "'advise' needs a task or data, as in 'anneal advise digits', or a kind of network, as in "
        + "'anneal advise --kind cnn --parameters 1M --batch 64 --steps 5000'"
    ),
    (
      ["--kind", "cnn", "--batch", "64", "--steps", "100"],
      "--parameters must say how many numbers are trained, if there is no task to measure; received "
        + "none"
    ),
    (
      ["--kind", "cnn", "--parameters", "1M", "--steps", "100"],
      "--batch must say how many examples are in a step, if there is no task to measure; received none"
    ),
    (
      ["--kind", "cnn", "--parameters", "1M", "--batch", "8"],
      "--steps must say how many steps the run has, if there is no task to measure; received none"
    ),
    (
      ["--kind", "cnn", "--parameters", "1M", "--batch", "8", "--epochs", "2"],
      "--examples must say how many examples are in an epoch, if there is no task to measure; received "
        + "none"
    ),
    (
      ["--kind", "transfomer"],
      "--kind must be one of linear, mlp, cnn, rnn, transformer; received 'transfomer'; did you mean "
        + "'transformer'?"
    ),
    (
      ["--kind", "cnn", "--parameters", "0"],
      "--parameters must be a whole number from 1 to 1e15; received '0'"
    ),
    (
      ["--kind", "cnn", "--parameters", "-5"],
      "--parameters must be a whole number from 1 to 1e15; received '-5'"
    ),
    (
      ["digits", "--parameters", "5"],
      "--parameters is known of a task; leave out the option or the task"
    ),
    (
      ["--kind", "cnn", "--device", "cpu"],
      "--device needs a task or data to measure; name one, or leave it out"
    ),
    (
      ["digits", "--batch", "8", "--batch-size", "8"],
      "--batch and --batch-size say the same; leave one out"
    ),
    (["digits", "--budget", "10%"], "--budget is that of a search; see 'anneal find'"),
    (["digit"], "unknown task 'digit'; expected one of "),
    (
      [
        "--kind", "mlp", "--parameters", "9", "--batch", "8", "--steps", "9", "--schedule",
        "constant(0)",
      ],
      "the schedule's largest rate must be positive; received 0"
    ),
  ])
  func `a mistake is named in one sentence`(arguments: [String], message: String) async throws {
    let result = try await Anneal().start(["advise"] + arguments).result()
    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("anneal: \(message)"), "\(result.errors)")
    #expect(result.output == "")
  }
}
