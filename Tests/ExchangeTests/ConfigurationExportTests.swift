import Exchange
import LearningRate
import Testing
import TrainingLogs

/// Configurations that are written: what they hold, and that they come back as the same rates.
@Suite struct ConfigurationExportTests {
  private func export(_ notation: String, _ target: ExportTarget) throws -> String {
    try ScheduleExport(Plan(notation), to: target, steps: 200).text
  }

  @Test(arguments: [
    "constant(1e-3).warmup(50, from: 1e-6, shape: logarithmic)",
    "constant(1e-3).warmup(50, from: 0)",
    "linear(from: 3e-5, to: 0, over: 150).warmup(50, from: 0, shape: logarithmic)",
    "linear(from: 3e-5, to: 1e-6).warmup(25%, from: 1e-6)",
    "constant(1e-3).warmup(50, from: 1e-5, shape: logarithmic)"
      + ".then(cosine(from: 1e-3, to: 1e-7, over: 150).advanced(by: 1), at: 50)",
    "constant(0.01).warmup(20, from: 0).then(cosine(from: 0.01, to: 0, over: 180).advanced(by: 1), at: 20)",
    "triangular(low: 0.01, high: 0.1, up: 60, down: 80).then(inverseTime(from: 0.01, decay: 0.5, every: 10), at: 140)",
    "triangular(low: 0.01, high: 0.1, up: 60, down: 80).then(constant(0.01), at: 140)",
    "triangular(low: 0.01, high: 0.1, up: 120)",
  ])
  func `DeepSpeed's configuration comes back as the same rates`(notation: String) throws {
    try expectSame(notation, .deepspeed)
  }

  @Test(arguments: [
    "constant(1e-3)", "constant(1e-3).warmup(10, from: 0)", "linear(from: 3e-5, to: 0)",
    "linear(from: 3e-5, to: 1e-6).warmup(5%, from: 0)",
    "cosine(from: 3e-4, to: 0).warmup(20, from: 0)",
    "cosine(from: 3e-4, to: 3e-5).warmup(20, from: 0)", "polynomial(from: 0.1, to: 1e-3, power: 2)",
    "inverseSquareRoot(from: 1e-3, timescale: 400).warmup(50, from: 0)",
    "cosineRestarts(from: 0.1, to: 0, cycles: 3).warmup(20, from: 0)",
    "cosineRestarts(from: 0.1, to: 0, first: 45).warmup(20, from: 0)",
    "constant(1e-3).cooldown(50).warmup(20, from: 0)",
    "constant(1e-3).cooldown(50, to: 1e-4, shape: cosine).warmup(20, from: 1e-4)",
    "constant(1e-3).cooldown(50, shape: squareRoot).warmup(20, from: 0)",
  ])
  func `TrainingArguments come back as the same rates`(notation: String) throws {
    try expectSame(notation, .transformersArgs)
  }

  /// Whether what is written and read again has the same rates, within what a decimal loses.
  private func expectSame(_ notation: String, _ target: ExportTarget) throws {
    let text = try export(notation, target)
    for name in ["a.json", "a.yaml"] {
      let found = try ScheduleImport(text, file: name, choices: ScheduleImport.Choices(steps: 200))
      let back = try Schedule(try #require(found.groups.first).notation).resolved(steps: 200)
      let curve = try Schedule(notation).resolved(steps: 200)
      for step in 0..<200 {
        let (a, b) = (curve.value(at: step), back.value(at: step))
        #expect(abs(a - b) <= 1e-14 * curve.peak, "\(name) \(step): \(a) for \(b)")
      }
    }
  }

  @Test func `a plateau comes back with all it was told`() throws {
    let notation =
      "constant(1e-3).controlled(by: plateau(factor: 0.5, patience: 3, threshold: 0.01, "
      + "thresholdMode: absolute, mode: max, cooldown: 2, minFactor: 0.1))"
    let found = try ScheduleImport(try export(notation, .transformersArgs), file: "a.json")
    #expect(found.groups.map(\.notation) == [notation])
  }

  @Test func `numbers are numbers for YAML, too`() throws {
    #expect(
      try export("linear(from: 3e-5, to: 0).warmup(50, from: 0, shape: logarithmic)", .deepspeed)
        == """
        {
          "scheduler": {
            "type": "WarmupDecayLR",
            "params": {
              "total_num_steps": 200,
              "warmup_min_lr": 0,
              "warmup_max_lr": 3.0e-5,
              "warmup_num_steps": 50,
              "warmup_type": "log"
            }
          }
        }

        """)
    #expect(
      try export("cosine(from: 3e-4, to: 3e-5).warmup(20, from: 0)", .transformersArgs)
        == """
        {
          "learning_rate": 3.0e-4,
          "lr_scheduler_type": "cosine_with_min_lr",
          "warmup_steps": 20,
          "max_steps": 200,
          "lr_scheduler_kwargs": {
            "min_lr": 3.0e-5
          }
        }

        """)
  }

  @Test(arguments: [
    (ExportTarget.deepspeed, "rex(from: 1, to: 0)", "the schedule must begin with warmup"),
    (.deepspeed, "constant(1).warmup(20)", "the schedule must begin with warmup"),
    (.deepspeed, "constant(1).warmup(1, from: 0)", "the schedule must begin with warmup"),
    (.deepspeed, "rex(from: 1, to: 0).warmup(20, from: 0)", "what is behind the warmup must be"),
    (.deepspeed, "linear(from: 1, to: 0).warmup(20, from: 0.1)", "a line must end at the rate"),
    (.deepspeed, "cosine(from: 1, to: 0).warmup(20, from: 0)", "a cosine must be a step ahead"),
    (.deepspeed, "triangular(low: 0.1, high: 1, up: 20)", "a triangular must be one cycle"),
    (.transformersArgs, "rex(from: 1, to: 0)", "what is behind the warmup must be"),
    (.transformersArgs, "cosine(from: 1, to: 0, over: 50)", "what is behind the warmup must be"),
    (.transformersArgs, "linear(from: 1, to: 0).warmup(20)", "a warmup must begin at 0, by from:,"),
    (
      .transformersArgs, "constant(1).cooldown(50, to: 0.1).warmup(20, from: 0)",
      "a warmup must begin at 0.1, by from:,"
    ),
    (.transformersArgs, "constant(0)", "what is behind the warmup must be"),
  ])
  func `what a configuration cannot say is named`(
    target: ExportTarget, notation: String, start: String
  ) {
    let error = #expect(throws: ExchangeError.self) { try export(notation, target) }
    #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
  }
}
