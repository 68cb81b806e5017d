import Foundation
import Testing

/// How rates are carried over to other batch sizes, widths and depths.
@Suite(.timeLimit(.minutes(10))) struct ScaleCommandTests {
  /// 80 rows of a table whose target is linear.
  private static var rows: [UInt8] {
    let rows = (0..<80).map { "\($0 % 9),\($0 % 7),\(Double($0 % 9) - 0.5 * Double($0 % 7))\n" }
    return Array(("a,b,y\n" + rows.joined()).utf8)
  }

  @Test func `a rate is carried over to other batch sizes`() async throws {
    let anneal = try Anneal()
    let plain = try await anneal(
      "scale", "batch", "--rate", "0.003", "--from", "32", "--to", "128", "--json")
    let answer = try #require(try objects(plain.output).first)
    let rules = try #require(answer["rules"] as? [[String: Any]])
    #expect(rules.map { $0["rule"] as? String } == ["square root"])
    let rates = try #require(rules[0]["rates"] as? [[String: Any]])
    #expect(rates.map { $0["rate"] as? Double } == [0.006])
    let sgd = try await anneal(
      "scale", "batch", "--rate", "0.1", "--from", "100", "--to", "300", "--noise-scale", "100",
      "--optimizer", "sgd(momentum: 0.9)")
    // (1 + 1)/(1 + 1/3) = 1.5
    #expect(
      sgd.code == 0 && sgd.output.contains("rate 0.15 … 0.3 at batch size 300: "), "\(sgd)")
  }

  @Test func `the noise scale of a task is measured at the start and later`() async throws {
    let result = try await Anneal()(
      "scale", "batch", "boston", "--rate", "0.003", "--to", "64", "--json")
    let answer = try #require(try objects(result.output).first)
    let measured = try #require(answer["measured"] as? [[String: Any]])
    #expect(measured.compactMap { $0["steps"] as? Int }.first == 0 && measured.count == 2)
    #expect(answer["from"] as? Int == 32, "\(answer)")
    let failing = try await Anneal()(
      "scale", "batch", "boston", "--rate", "1e30", "--to", "64", "--optimizer", "sgd")
    #expect(failing.code == 1 && failing.errors.contains("give a lower --rate"), "\(failing)")
  }

  @Test func `the factors of widths are those of the papers`() async throws {
    let anneal = try Anneal()
    let result = try await anneal("scale", "width", "--from", "32", "--to", "128", "--json")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    // Tensor Programs V, table 3, with a ratio of 4: Adam's rates 1, 1, 1/4, 1/4.
    #expect(rows.map { $0["rate"] as? Double } == [1, 1, 0.25, 0.25, 1, 1])
    #expect(rows.map { $0["initial"] as? Double } == [1, 1, 1, 0.5, 2, 1])
    let deep = try await anneal(
      "scale", "width", "--from", "32", "--to", "128", "--layers-from", "2", "--layers-to", "4")
    #expect(deep.output.contains("branch's last matrix"))
  }

  @Test func `a model with a base trains, is used and goes on as any other`() async throws {
    let anneal = try Anneal()
    try anneal.write(Self.rows, to: "rows.csv")
    let model = "mlp(hidden: [64, 64], dropout: 0).muP(base: mlp(hidden: [16, 16], dropout: 0))"
    let fit = try await anneal(
      "fit", "rows.csv", "--target", "y", "--model", model, "--rate", "0.01", "--epochs", "5",
      "--json")
    let summary = try #require(try objects(fit.output).last)
    let schedule = try #require(summary["schedule"] as? String)
    #expect(schedule.contains(#"scaled(by: 0.25, in: "body.layers.2.weight")"#), "\(schedule)")
    let predicted = try await anneal("predict", "latest", "rows.csv")
    #expect(predicted.code == 0, "\(predicted)")
    // A new plan gets the factors, too.
    let longer = try await anneal(
      "fit", "--resume", "latest", "--schedule", "cosine(from: 0.02, to: 0)", "--epochs", "6",
      "--replan", "rebase")
    #expect(longer.code == 0, "\(longer)")
    #expect(
      longer.output.contains(
        #"cosine(from: 0.02, to: 0).scaled(by: 0.25, in: "body.layers.2.weight")"#),
      "\(longer)")
    let found = try await anneal(
      "find", "rows.csv", "--target", "y", "--model", model, "--epochs", "60", "--json")
    #expect(found.code == 0 && found.output.contains("scaled(by: 0.25"), "\(found)")
    let refused = try await anneal(
      "fit", "rows.csv", "--target", "y", "--model", model, "--rate", "0.01", "--optimizer", "lamb")
    #expect(refused.code == 2 && refused.errors.contains("muP is known for SGD"), "\(refused)")
  }

  @Test func `the check shows what grows with the width`() async throws {
    let anneal = try Anneal()
    try anneal.write(Self.rows, to: "rows.csv")
    let result = try await anneal(
      "scale", "check", "rows.csv", "--target", "y", "--model", "mlp(hidden: [32, 32], dropout: 0)",
      "--json", "--svg", "check.svg")
    let answer = try #require(try objects(result.output).first)
    let usual = try #require(answer["usual"] as? [String: Any])
    let scaled = try #require(answer["muP"] as? [String: Any])
    #expect((usual["growing"] as? [String])?.contains("output") == true, "\(usual)")
    #expect((scaled["growing"] as? [String])?.isEmpty == true, "\(scaled)")
    // Changes since the start, not sizes.
    let slow = try await anneal(
      "scale", "check", "rows.csv", "--target", "y", "--model", "mlp(hidden: [32], dropout: 0)",
      "--rate", "1e-7", "--json")
    let still = try #require(try objects(slow.output).first?["muP"] as? [String: Any])
    for layer in try #require(still["layers"] as? [[String: Any]]) {
      let changes = try #require(layer["changes"] as? [Double])
      #expect(changes.allSatisfy { $0 > 0 && $0 < 1e-3 }, "\(changes)")
    }
  }

  @Test(arguments: [
    (["scale", "batch", "--rate", "1", "--to", "2"], "needs --from"),
    (
      ["scale", "batch", "--rate", "1", "--from", "2", "--to", "4", "--epochs", "3"],
      "--epochs is for a task"
    ),
    (["scale", "batch", "--rate", "0", "--from", "2", "--to", "4"], "must be a positive number"),
    (
      ["scale", "batch", "--rate", "1", "--from", "2", "--to", "4", "--optimizer", "lamb"],
      "received lamb"
    ),
    (
      ["scale", "batch", "digits", "--rate", "1", "--to", "4", "--noise-scale", "9"],
      "is measured for a task"
    ),
    (["scale", "width", "--from", "32", "--to", "64", "--layers-to", "4"], "are given together"),
    (
      ["scale", "width", "--from", "32", "--to", "64", "--optimizer", "shampoo"], "received shampoo"
    ),
    (
      ["scale", "batch", "boston", "--rate", "0.01", "--from", "1000", "--to", "64"],
      "at most the number"
    ),
    (
      ["scale", "batch", "boston", "--rate", "0.01", "--from", "300", "--to", "64"],
      "needs at least two"
    ),
    (
      ["scale", "batch", "boston", "--rate", "1", "--to", "64", "--optimizer", "lamb"],
      "received lamb"
    ),
    (["scale", "check", "rows.csv", "--model", "mlp", "--steps", "9"], "--check-steps"),
    (["scale", "check", "rows.csv"], "needs --model"),
    (
      ["scale", "check", "rows.csv", "--model", "mlp", "--widths", "2"],
      "two or more different factors"
    ),
  ])
  func `bad use is one sentence`(arguments: [String], part: String) async throws {
    let result = try await Anneal().start(arguments).result()
    #expect(result.code == 2 && result.errors.contains(part), "\(result)")
  }
}
