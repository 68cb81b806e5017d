import Foundation
import Testing

@Suite struct ControllerCommandTests {
  /// A table of 30 epochs whose loss falls to 1 and stays.
  private func table(in anneal: Anneal) throws {
    let rows = (0..<30).map { "\($0),\(max(1, 2 - Double($0) / 10)),0.5\n" }
    try ("epoch,val_loss,accuracy\n" + rows.joined()).write(
      to: anneal.folder.appendingPathComponent("metrics.csv"), atomically: true, encoding: .utf8)
  }

  @Test func `a replay is a sentence, a table, a picture and what it cannot know`() async throws {
    let anneal = try Anneal()
    try table(in: anneal)
    let shown = try await anneal(
      "controller", "replay", "metrics.csv", "--controller", "plateau(patience: 4)", "--series",
      "val_loss")
    #expect(shown.code == 0)
    // the best is that of epoch 10; then five without improvement are over at 15, 20 and 25
    #expect(
      shown.output.hasPrefix(
        """
        plateau(factor: 0.1, patience: 4) would have acted 3 times in 30 measurements of 'val_loss', \
        counted by 'epoch'

        epoch  val_loss  act         factor
        ─────  ────────  ──────────  ──────
           15         1  rate × 0.1     0.1
           20         1  rate × 0.1    0.01
           25         1  rate × 0.1   0.001


        """))
    #expect(
      shown.lines.last
        == "what was measured after epoch 15 is the log's own run, which did not act")
    #expect(shown.output.contains("factor"))
  }

  @Test func `a replay in JSON has its acts`() async throws {
    let anneal = try Anneal()
    try table(in: anneal)
    let shown = try await anneal(
      "controller", "replay", "metrics.csv", "--controller", "plateau(patience: 4, stopAfter: 2)",
      "--series", "val_loss", "--json")
    let answer = try #require(try objects(shown.output).first)
    #expect(
      Set(answer.keys) == [
        "controller", "series", "unit", "stepColumn", "measurements", "factor", "endedAt", "acts",
        "notes",
      ])
    let acts = try #require(answer["acts"] as? [[String: Any]])
    #expect(acts.map { $0["act"] as? String } == ["changed", "ended"])
    #expect(acts.map { $0["at"] as? Double } == [15, 20])
    #expect(answer["endedAt"] as? Double == 20 && answer["measurements"] as? Int == 30)
  }

  @Test func `a replay is drawn into a file`() async throws {
    let anneal = try Anneal()
    try table(in: anneal)
    let shown = try await anneal(
      "controller", "replay", "metrics.csv", "--controller", "plateau(patience: 4)", "--series",
      "val_loss", "--svg", "acts.svg")
    #expect(shown.lines.last == "drew acts.svg")
    let picture = try String(
      contentsOf: anneal.folder.appendingPathComponent("acts.svg"), encoding: .utf8)
    #expect(picture.hasPrefix("<svg") && picture.contains("val_loss"))
    let piped = try await anneal(
      "controller", "replay", "metrics.csv", "--controller", "plateau(patience: 4)", "--series",
      "val_loss", "--svg", "-")
    #expect(piped.output.hasPrefix("<svg"))
  }

  @Test(arguments: [
    (
      ["metrics.csv", "--controller", "plateau(patience: 4)", "--series", "loss"], 1,
      "metrics.csv: the log must have a series 'loss', or --series name another; received "
    ),
    (
      ["metrics.csv", "--controller", "plateau(patience: 99)", "--series", "val_loss"], 1,
      "metrics.csv: 'val_loss' must be measured at least 101 times for "
    ),
    (["none.csv", "--controller", "plateau(patience: 4)"], 2, "cannot read 'none.csv': "),
    (["metrics.csv", "--controller", "plato(patience: 4)"], 2, "--controller: "),
    (["metrics.csv", "--series", "val_loss"], 2, "missing expected argument"),
  ])
  func `what is wrong is one sentence`(arguments: [String], code: Int32, start: String)
    async throws
  {
    let anneal = try Anneal()
    try table(in: anneal)
    let shown = try await anneal.start(["controller", "replay"] + arguments).result()
    #expect(shown.code == code)
    #expect(shown.errors.hasPrefix("anneal: \(start)"), "\(shown.errors)")
    #expect(shown.output.isEmpty)
  }
}
