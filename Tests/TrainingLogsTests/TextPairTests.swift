import Testing
import TrainingLogs

@Suite struct TextPairTests {
  private func pairs(_ line: String) -> [String] {
    TextPair.pairs(in: line.utf8).map { pair in
      (pair.context + [pair.name]).joined(separator: " ") + "=\(pair.value)"
        + (pair.total.map { "/\($0)" } ?? "")
    }
  }

  @Test(arguments: [
    ("s:250 trl:3.2", ["s=250.0", "trl=3.2"]),
    ("epoch 3/10 | loss -0.5 | lr 3e-4", ["epoch=3.0/10.0", "loss=-0.5", "lr=0.0003"]),
    ("step 5: train loss nan, val loss -Inf", ["step=5.0", "train loss=nan", "val loss=-inf"]),
    ("loss: NaN lr 1", ["loss=nan", "lr=1.0"]),
    ("nan 3", ["nan=3.0"]),
    ("loss inform 3", ["loss inform=3.0"]),
    ("2s 5ms/step - loss: 0.5", ["loss=0.5"]),
    ("loss tensor(0.25) acc np.float32(1e-3)", ["loss=0.25", "acc=0.001"]),
    ("12:30:01 5", []),
  ])
  func `numbers belong to the words before them`(line: String, expected: [String]) {
    #expect(pairs(line) == expected)
  }

  @Test func `a log of lines has values that are not finite`() throws {
    let text = "step 1 loss 2.5\nstep 2 loss nan\nstep 3 loss inf\n"
    let run = try TrainingLog(LogFile(Array(text.utf8), name: "log.txt")).runs[0]
    let values = try #require(run.column("loss")?.values)
    #expect(values.count == 3 && values[0] == 2.5 && values[1].isNaN && values[2] == .infinity)
  }

  @Test func `a printed object gives its numbers by name`() throws {
    let found = try #require(
      PrintedObject.numbers(in: "INFO {'loss': '2.5', 'a': {'b': nan}, 'c': [1.5], 'd': 'x'}".utf8))
    #expect(found.map(\.name) == ["loss", "a/b", "c"])
    #expect(found[0].value == 2.5 && found[1].value.isNaN && found[2].value == 1.5)
    #expect(PrintedObject.numbers(in: "no {object".utf8) == nil)
    #expect(
      PrintedObject.numbers(in: "{\"mode\": \"val\", \"loss\": 1}".utf8)?.first?.name == "val/loss")
  }
}
