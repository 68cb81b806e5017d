import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct ModelExportTests {
  /// A table of 200 rows with a number to learn, and a short fit of it called `plane-1`.
  private func fitted() async throws -> Anneal {
    let anneal = try Anneal()
    try anneal.write(Array(Self.table(of: 200).utf8), to: "plane.csv")
    let fit = try await anneal("fit", "plane.csv", "--model", "mlp(hidden: [6])", "--steps", "20")
    try #require(fit.code == 0, "\(fit.errors)")
    return anneal
  }

  private static func table(of count: Int) -> String {
    let rows = (0..<count).map { row -> String in
      let (x, y) = (Double(row % 17) - 8, Double(row % 23) / 4)
      return "\(x),\(y),\(["red", "green", "blue"][row % 3]),\(3 * x - y)"
    }
    return (["x", "y", "colour", "z"] + []).joined(separator: ",") + "\n"
      + rows.joined(separator: "\n") + "\n"
  }

  /// The header of a safetensors file: its length in 8 bytes, then JSON.
  private func header(_ path: String, in anneal: Anneal) throws -> [String: [String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: anneal.path(path)))
    let length = data.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    let json = try JSONSerialization.jsonObject(with: data[8..<8 + length])
    return try #require(json as? [String: [String: Any]])
  }

  @Test func `weights are exported under the names that PyTorch gives them`() async throws {
    let anneal = try await fitted()
    let export = try await anneal("runs", "export", "latest", "--to", "safetensors")
    #expect(export.output == "wrote plane-1.safetensors\n")
    let tensors = try header("plane-1.safetensors", in: anneal)
    // nn.Sequential(nn.Linear(5, 6), nn.SiLU(), nn.Dropout(0.1), nn.Linear(6, 1)).state_dict()
    #expect(
      Set(tensors.keys)
        == ["__metadata__", "0.weight", "0.bias", "3.weight", "3.bias"])
    #expect(tensors["3.weight"]?["shape"] as? [Int] == [1, 6])
    let again = try await anneal("runs", "export", "latest", "--to", "safetensors")
    #expect(again.code == 2)
    #expect(
      again.errors.contains(
        "'plane-1.safetensors' is there already; remove it, or name another with --output"))
  }

  @Test func `a folder for PyTorch holds source, weights and examples`() async throws {
    let anneal = try await fitted()
    let export = try await anneal("runs", "export", "plane-1", "--to", "torch", "--output", "out")
    #expect(
      export.output
        == "wrote out: model.py, weights.safetensors, example.safetensors of 40 held-out examples\n"
    )
    let example = try header("out/example.safetensors", in: anneal)
    #expect(example["input"]?["shape"] as? [Int] == [40, 5])
    #expect(example["output"]?["shape"] as? [Int] == [40, 1])
    let source = try String(contentsOfFile: anneal.path("out/model.py"), encoding: .utf8)
    #expect(source.contains("nn.Linear(5, 6)"))
    #expect(source.contains("CENTER, SCALE = "))
    // An existing folder stays as it is.
    let again = try await anneal("runs", "export", "plane-1", "--to", "torch", "--output", "out")
    #expect(again.code == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: anneal.path("out")).count == 3)
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: anneal.path("")).contains {
        $0.hasSuffix(".partial")
      })
  }

  @Test func `an exported folder predicts as its run does, wherever it is`() async throws {
    let anneal = try await fitted()
    for options in [[], ["--best"]] {
      let folder = "moved\(options.count)/model"
      try FileManager.default.createDirectory(
        atPath: anneal.path("moved\(options.count)"), withIntermediateDirectories: false)
      let arguments = ["runs", "export", "plane-1", "--to", "folder", "--output", folder] + options
      let export = try await anneal.start(arguments).result()
      #expect(export.code == 0, "\(export.errors)")
      let own = try await anneal.start(["predict", "plane-1", "plane.csv"] + options).result()
      let moved = try await anneal("predict", folder, "plane.csv")
      #expect(own.code == 0 && own.output == moved.output)
      #expect(try await anneal("evaluate", folder).code == 0)
    }
  }

  @Test func `options without meaning and runs on built-in tasks are refused`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "5", "--rate", "0.01")
    let builtin = try await anneal("runs", "export", "latest", "--to", "torch")
    #expect(builtin.code != 0)
    #expect(builtin.errors.contains("must have been trained on own data"))
    #expect(!anneal.has("boston-1-torch"))
    let series = try await anneal(
      "runs", "export", "latest", "--to", "torch", "--series", "loss")
    #expect(series.code == 2 && series.errors.contains("--series has no meaning"))
    let best = try await anneal("runs", "export", "latest", "--to", "csv", "--best")
    #expect(best.code == 2 && best.errors.contains("--best has no meaning"))
    let stream = try await anneal(
      "runs", "export", "latest", "--to", "safetensors", "--output", "-")
    #expect(stream.code == 2)
  }
}
