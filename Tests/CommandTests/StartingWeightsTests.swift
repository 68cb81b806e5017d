import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct StartingWeightsTests {
  private static let model = "mlp(hidden: [6])"

  /// A table, and the weights of a short fit of it, as `base.safetensors`.
  private func prepared() async throws -> Anneal {
    let anneal = try Anneal()
    let rows = (0..<200).map { "\($0 % 17),\($0 % 23),\(3 * ($0 % 17) - $0 % 23)\n" }
    try anneal.write(Array(("x,y,z\n" + rows.joined()).utf8), to: "plane.csv")
    let fit = try await anneal(
      "fit", "plane.csv", "--model", Self.model, "--steps", "30", "--rate", "0.01")
    try #require(fit.code == 0, "\(fit.errors)")
    let export = try await anneal(
      "runs", "export", "latest", "--to", "safetensors", "--output", "base.safetensors")
    try #require(export.code == 0, "\(export.errors)")
    return anneal
  }

  private func fit(_ anneal: Anneal, _ options: String...) async throws -> Anneal.Result {
    try await anneal.start(
      ["fit", "plane.csv", "--model", Self.model, "--steps", "1", "--rate", "1e-9"] + options
    ).result()
  }

  private func predictions(_ anneal: Anneal, _ run: String) async throws -> String {
    let result = try await anneal("predict", run, "plane.csv")
    return result.output
  }

  @Test func `a model starts from exported weights, and its run is repeated from them`()
    async throws
  {
    let anneal = try await prepared()
    let started = try await fit(anneal, "--weights", "base.safetensors")
    #expect(started.code == 0, "\(started.errors)")
    #expect(started.output.contains("4 of 4 tensors from base.safetensors"))
    // A step with a tiny rate changes next to nothing.
    let (first, second) = (
      try await anneal("evaluate", "plane-1", "--json"),
      try await anneal("evaluate", "plane-2", "--json")
    )
    let losses = try [first, second].map { result in
      try #require((try objects(result.output)[0]["validation"] as? [String: Double])?["loss"])
    }
    #expect(abs(losses[0] - losses[1]) < 1e-4)
    let repeated = try await anneal("fit", "--repeat", "plane-2")
    #expect(repeated.code == 0, "\(repeated.errors)")
    #expect(try await predictions(anneal, "plane-3") == predictions(anneal, "plane-2"))
    // Another file of the same name is told.
    _ = try await anneal.shell("printf ' ' >> base.safetensors")
    let changed = try await anneal("fit", "--repeat", "plane-2")
    #expect(changed.code != 0 && changed.errors.contains("must have the SHA-256"))
  }

  @Test func `a pattern chooses the tensors, and differences are told`() async throws {
    let anneal = try await prepared()
    let first = try await fit(
      anneal, "--weights", "base.safetensors", "--weights-only", "layers.0.*")
    #expect(first.output.contains("2 of 4 tensors from base.safetensors"))
    let wider = try await anneal(
      "fit", "plane.csv", "--model", "mlp(hidden: [6, 5])", "--steps", "1", "--rate", "0.01",
      "--weights", "base.safetensors")
    // The first layers have one shape; the others differ, or are not in the file.
    #expect(wider.output.contains("2 of 6 tensors"))
    #expect(wider.output.contains("Not taken from base.safetensors"))
  }

  @Test func `a file that shares nothing, or is none, is refused before a run begins`()
    async throws
  {
    let anneal = try await prepared()
    let nothing = try await fit(anneal, "--weights", "base.safetensors", "--weights-only", "head.*")
    #expect(nothing.code != 0 && nothing.errors.contains("share at least one tensor"))
    let missing = try await fit(anneal, "--weights", "nowhere.safetensors")
    #expect(missing.code == 2 && missing.errors.contains("nowhere.safetensors"))
    let table = try await fit(anneal, "--weights", "plane.csv")
    #expect(table.code != 0 && table.errors.contains("plane.csv"))
    let alone = try await fit(anneal, "--weights-only", "layers.0.*")
    #expect(alone.code == 2 && alone.errors.contains("--weights-only needs a file"))
    #expect(try await anneal.runs() == ["plane-1"])
  }
}
