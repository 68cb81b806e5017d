import Foundation
import Testing

/// A user's own files: from a table to predictions.
@Suite(.timeLimit(.minutes(10))) struct OwnDataTests {
  private let anneal: Anneal

  init() throws {
    anneal = try Anneal()
    try anneal.write(Array(OwnDataSamples.table().utf8), to: "prices.csv")
  }

  private func fit(_ arguments: String...) async throws -> Anneal.Result {
    try await anneal.start(["fit", "prices.csv", "--rate", "0.01", "--epochs", "2"] + arguments)
      .result()
  }

  /// The values of the columns of a CSV text, by the columns' names.
  private func columns(_ text: String) -> [(name: String, values: [String])] {
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return (rows.first ?? []).enumerated().map { index, name in
      (name, rows.dropFirst().map { $0[index] })
    }
  }

  @Test func `the last line of a fit on classes has loss and accuracy`() async throws {
    let result = try await fit("--target", "sold", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let last = try #require(try objects(result.output).last)
    let validation = try #require(last["validation"] as? [String: Any])
    #expect(validation["loss"] is Double)
    for name in ["accuracy", "balanced accuracy", "f1", "recall no", "recall yes"] {
      let value = try #require(validation[name] as? Double)
      #expect((0...1).contains(value), "\(name)")
    }
    let baselines = try #require(last["baselines"] as? [[String: Any]])
    #expect(baselines.compactMap { $0["name"] as? String } == ["majority", "linear"])
    #expect(last["run"] as? String == "prices-1")
  }

  @Test func `the last line of a fit on numbers has loss, rmse, mae and r2`() async throws {
    let result = try await fit("--target", "price", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let lines = try objects(result.output)
    let validation = try #require(lines.last?["validation"] as? [String: Any])
    for name in ["loss", "mse", "rmse", "mae", "r2"] {
      #expect(validation[name] is Double, "\(name)")
    }
    let data = try #require(lines.first?["data"] as? [String: Any])
    let kinds = (data["columns"] as? [[String: Any]])?.map { $0["kind"] as? String }
    #expect(kinds == ["number", "category", "yes/no", "number"])
  }

  @Test func `before training it is told what was found, and what changes it`() async throws {
    let result = try await fit("--target", "price")
    #expect(result.code == 0, "\(result.errors)")
    for part in [
      "prices.csv, 50 rows, 4 columns", "price, a number", "--target", "10 of 50 rows, at random",
      "--held-out", "category", "yes/no", "MLP", "parameters", "mean", "linear",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
  }

  @Test func `predictions have the input's columns, the class and its probabilities`()
    async throws
  {
    #expect(try await fit("--target", "sold").code == 0)
    let result = try await anneal("predict", "latest", "prices.csv")
    #expect(result.code == 0, "\(result.errors)")
    let columns = columns(result.output)
    #expect(
      columns.map(\.name) == [
        "size", "place", "sold", "price", "prediction", "probability no", "probability yes",
      ])
    #expect(columns.allSatisfy { $0.values.count == 50 })
    for row in 0..<50 {
      let (no, yes) = (Double(columns[5].values[row])!, Double(columns[6].values[row])!)
      #expect(columns[4].values[row] == (yes > no ? "yes" : "no"))
    }
    let input = self.columns(OwnDataSamples.table())
    #expect(zip(input, columns).allSatisfy { $0.values == $1.values })
  }

  @Test func `predicted numbers go into a file, with an interval`() async throws {
    #expect(try await fit("--target", "price").code == 0)
    let result = try await anneal(
      "predict", "prices-1", "prices.csv", "--output", "out.csv", "--interval", "0.9")
    #expect((result.code, result.output) == (0, "wrote out.csv\n"))
    let text = try String(
      contentsOf: anneal.folder.appendingPathComponent("out.csv"), encoding: .utf8)
    let columns = columns(text)
    #expect(
      columns.map(\.name) == [
        "size", "place", "sold", "price", "prediction", "prediction low", "prediction high",
      ])
    for row in 0..<50 {
      let values = columns.dropFirst(4).map { Double($0.values[row])! }
      #expect(values[1] < values[0] && values[0] < values[2])
    }
  }

  @Test func `an evaluation of the held-out rows is the summary's`() async throws {
    let summary = try objects(try await fit("--target", "price", "--json").output).last
    let expected = try #require(summary?["validation"] as? [String: Double])
    for arguments in [["prices-1"], ["latest", "runs/prices-1/held-out.csv"], ["runs/prices-1"]] {
      let result = try await anneal.start(["evaluate"] + arguments + ["--json"]).result()
      #expect(result.code == 0, "\(result.errors)")
      let answer = try #require(try objects(result.output).first)
      #expect(answer["validation"] as? [String: Double] == expected)
      #expect(answer["examples"] as? Int == 10)
      #expect(answer["run"] as? String == "prices-1")
    }
    let text = try await anneal("evaluate", "latest")
    #expect(text.code == 0 && text.output.contains("rmse"))
  }

  @Test func `options and the notation say the same`() async throws {
    let options = try await fit(
      "--target", "sold", "--drop", "place", "--model", "mlp(hidden: [4])", "--held-out", "0.5",
      "--column", "size=category", "--class-weights", "--json")
    let notation =
      "csv(\"prices.csv\", target: \"sold\", columns: [\"size\": category], drop: [\"place\"], "
      + "heldOut: 0.5, model: mlp(hidden: [4]), classWeights: true)"
    let written = try await anneal(
      "fit", notation, "--rate", "0.01", "--epochs", "2", "--json")
    #expect(options.code == 0 && written.code == 0, "\(options.errors)\(written.errors)")
    let validations = try [options, written].map {
      try objects($0.output).last?["validation"] as? [String: Double]
    }
    #expect(validations[0] == validations[1] && validations[0] != nil)
    let recorded = try await anneal("runs", "show", "prices-1", "--json")
    #expect(recorded.output.replacing("\\", with: "").contains(notation))
  }

  @Test func `a table of its own is held out`() async throws {
    try anneal.write(Array(OwnDataSamples.table(rows: 7).utf8), to: "next.csv")
    let result = try await fit("--target", "sold", "--validation", "next.csv", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let answer = try await anneal("evaluate", "latest", "--json")
    #expect(try objects(answer.output).first?["examples"] as? Int == 7)
  }

  @Test func `pictures have their usual rate, and another optimizer is searched for`() async throws
  {
    for name in ["a/1", "a/2", "b/1", "b/2"] {
      try anneal.write(OwnDataSamples.picture, to: "photos/\(name).png")
    }
    for (options, rate) in [
      ([], 0.003), (["--optimizer", "sgd"], nil), (["--rate", "find"], nil),
    ] {
      let result = try await anneal.start(["fit", "photos", "--dry-run", "--json"] + options)
        .result()
      #expect(result.code == 0, "\(result.errors)")
      let run = try #require(try objects(result.output).first)
      #expect(run["rate"] as? Double == rate, "\(options)")
    }
  }

  @Test func `a column's name may hold the sign that ends it`() async throws {
    let table = OwnDataSamples.table().replacing("size,place", with: "size=m²,place")
    try anneal.write(Array(table.utf8), to: "prices.csv")
    let result = try await fit("--target", "sold", "--column", "size=m²=category", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let data = try #require(try objects(result.output).first?["data"] as? [String: Any])
    let first = try #require((data["columns"] as? [[String: Any]])?.first)
    #expect(first["name"] as? String == "size=m²" && first["kind"] as? String == "category")
  }

  @Test func `fractions may be percentages`() async throws {
    let result = try await fit("--target", "price", "--held-out", "25%")
    #expect(result.code == 0, "\(result.errors)")
    let predicted = try await anneal("predict", "prices-1", "prices.csv", "--interval", "80%")
    #expect(predicted.lines.first?.hasSuffix(",prediction,prediction low,prediction high") == true)
    let wrong = try await anneal("predict", "prices-1", "prices.csv", "--interval", "120%")
    #expect(
      wrong.code == 2
        && wrong.errors.contains(
          "must be a number between 0 and 1, or a percentage such as 90%")
    )
  }

  @Test func `few held-out rows are told, and how the best weights are used`() async throws {
    let result = try await fit("--target", "price")
    #expect(result.output.contains("Only 10 held-out rows: the measures on them say little."))
    // After two epochs a price that is linear in the size is told better by a linear model.
    #expect(result.output.contains("the network is not better than a linear model"))
    let best = result.output.split(separator: "\n").first { $0.hasPrefix("best ") }
    #expect(best == nil || best!.hasSuffix("which 'anneal predict prices-1 --best' uses"))
  }
}
