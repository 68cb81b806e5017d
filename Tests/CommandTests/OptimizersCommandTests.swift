import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct OptimizersCommandTests {
  @Test func `list names every optimizer with rule, memory, use and source`() async throws {
    let text = try await Anneal()("optimizers", "list").output
    for word in ["sgd(momentum: 0,", "adamw(", "muon(", "prodigy(", ".lookahead(", ".compact("] {
      #expect(text.contains(word))
    }
    let json = try await Anneal()("optimizers", "list", "--json").output
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    for entry in entries {
      for key in ["name", "signature", "summary", "formula", "purpose", "source"] {
        #expect((entry[key] as? String)?.isEmpty == false, "\(entry["name"] ?? "") \(key)")
      }
    }
    func bytes(_ name: String) -> Double? {
      entries.first { $0["name"] as? String == name }?["bytesPerParameter"] as? Double
    }
    // Two moments of four bytes; one; none; rows and columns only.
    #expect(bytes("adamw") == 8 && bytes("lion") == 4 && bytes("sgd") == 0)
    #expect((bytes("adafactor") ?? 1) < 0.1)
  }

  /// (1 − 0.1)·x, and y where it is: g = (x, 10y).
  @Test func `trace walks in float32 and tells the points after each step`() async throws {
    let json = try await Anneal()(
      "optimizers", "trace", "sgd", "--function", "quadratic", "--start", "1,-0.5", "--rate", "0.1",
      "--steps", "3", "--json"
    ).output
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let points = try #require(answer["points"] as? [[Double]])
    let losses = try #require(answer["losses"] as? [Double])
    #expect(points.count == 3 && losses.count == 3)
    for (point, x) in zip(points, [0.9, 0.81, 0.729]) {
      #expect((point[0] - x).magnitude < 1e-7 && point[1].magnitude < 1e-7)
    }
    for (loss, x) in zip(losses, [0.9, 0.81, 0.729]) {
      #expect((loss - x * x / 2).magnitude < 1e-6)
    }
  }

  @Test func `trace draws in the terminal and into a file`() async throws {
    let anneal = try Anneal()
    let answer = try await anneal(
      "optimizers", "trace", "adamw", "sgd(momentum: 0.9)", "--function", "rosenbrock", "--rate",
      "0.001", "--steps", "50", "--svg", "path.svg")
    #expect(answer.output.contains("minimum") && answer.output.contains("after 50 steps"))
    #expect(anneal.has("path.svg"))
    let far = try await anneal(
      "optimizers", "trace", "sgd", "--function", "quadratic", "--rate", "5", "--steps", "100")
    #expect(far.output.contains("it diverged at step"))
  }

  @Test(arguments: [
    (["trace", "sgdd"], "unknown optimizer 'sgdd'"),
    (["trace", "sgd", "--function", "bowl"], "--function must be one of quadratic, "),
    (["trace", "sgd", "--start", "1"], "--start must be two numbers with a comma between"),
    (["trace", "sgd", "--rate", "-1"], "--rate must be a positive number; received '-1'"),
    (["trace", "adam(beta1: 1.5)"], "beta1 must be in 0 ..< 1; received 1.5"),
    (["trace", "adam.lookahead(k: 0)"], "k must be at least 1; received 0"),
    (["trace", "lookahead"], "'lookahead' changes an optimizer: write it after one, with a dot"),
  ])
  func `a mistake is named`(arguments: [String], message: String) async throws {
    let answer = try await Anneal().start(["optimizers"] + arguments).result()
    #expect(answer.code == 2)
    #expect(answer.errors.contains(message))
    #expect(answer.output.isEmpty)
  }

  @Test func `compare ranks optimizers with their spread`() async throws {
    let anneal = try Anneal()
    let answer = try await anneal(
      "compare", "boston", "--optimizer", "adamw", "--optimizer", "sgd(momentum: 0.9)", "--seeds",
      "2", "--tries", "1", "--steps", "30", "--svg", "compare.svg")
    #expect(answer.code == 0)
    #expect(answer.output.contains("adamw") && answer.output.contains("lowest … highest"))
    #expect(answer.output.contains("medians over 2 seeds"))
    #expect(anneal.has("compare.svg"))
    let json = try await anneal(
      "compare", "boston", "--optimizer", "adamw", "--seeds", "1", "--tries", "0", "--steps", "5",
      "--json"
    ).output
    let result = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(result["task"] as? String == "boston" && result["measure"] as? String == "loss")
    #expect((result["entries"] as? [[String: Any]])?.count == 1)
  }

  @Test func `compare ranks schedules, alone and with optimizers`() async throws {
    let schedules = ["--schedule", "constant(1)", "--schedule", "linear(from: 1, to: 0)"]
    let common = ["compare", "boston", "--seeds", "1", "--tries", "0", "--steps", "5"] + schedules
    let alone = try await Anneal().start(common).result()
    #expect(alone.code == 0, "\(alone.errors)")
    #expect(alone.output.contains("schedule ") && !alone.output.contains("optimizer "))
    #expect(alone.output.contains("constant(1)") && alone.output.contains("linear(from: 1, to: 0)"))
    let both = try await Anneal().start(
      common + ["--optimizer", "adamw", "--optimizer", "lion", "--json"]
    ).result()
    let result = try #require(
      try JSONSerialization.jsonObject(with: Data(both.output.utf8)) as? [String: Any])
    let entries = try #require(result["entries"] as? [[String: Any]])
    #expect(entries.count == 4 && entries.allSatisfy { $0["schedule"] is String })
    let neither = try await Anneal()("compare", "boston")
    #expect(neither.code == 2)
    #expect(neither.errors.hasPrefix("anneal: compare needs --optimizer or --schedule"))
  }

  @Test func `compare says whose rate was looked for`() async throws {
    func legend(_ arguments: String...) async throws -> String? {
      let answer = try await Anneal().start(
        ["compare", "boston", "--seeds", "1", "--steps", "3"] + arguments
      ).result()
      return answer.output.split(separator: "\n").last.map(String.init)
    }
    let begin = "validation on boston, one seed; "
    let found = "rates tuned on another seed, with one try each"
    #expect(
      try await legend("--optimizer", "adamw", "--optimizer", "dog", "--tries", "1")
        == "\(begin)\(found); optimizers that find their own rate have a peak of 1")
    #expect(
      try await legend("--optimizer", "dog") == "\(begin)each finds its own rate, at a peak of 1")
    #expect(
      try await legend("--optimizer", "dog", "--tries", "1", "--tune-factors")
        == "\(begin)\(found)")
    let nothing = try await Anneal()(
      "compare", "boston", "--optimizer", "dog", "--tries", "0", "--tune-factors")
    #expect(nothing.code == 2)
    #expect(
      nothing.errors.hasPrefix(
        "anneal: --tune-factors needs trainings to try; received --tries 0"))
  }

  @Test func `what was compared is told before a picture that cannot be drawn`() async throws {
    for json in [[], ["--json"]] {
      let answer = try await Anneal().start(
        ["compare", "boston", "--optimizer", "adamw", "--seeds", "1", "--tries", "0"]
          + ["--steps", "3", "--svg", "/dev/full"] + json
      ).result()
      #expect(answer.code == 1 && answer.output.contains("adamw"))
      #expect(answer.errors == "anneal: cannot write /dev/full: no space left on device\n")
    }
  }

  @Test func `compare refuses what cannot be compared`() async throws {
    let twice = try await Anneal()(
      "compare", "boston", "--optimizer", "adam", "--optimizer", "adam")
    #expect(twice.code == 2)
    #expect(twice.errors.contains("optimizers must differ to be compared; received adam twice"))
    let nowhere = try await Anneal()(
      "compare", "boston", "--optimizer", #"adam.using(sgd, in: "nothing.*")"#, "--tries", "0")
    #expect(nowhere.code == 2)
    #expect(nowhere.errors.contains("nothing.*"))
  }
}
