import Foundation
import Testing

@Suite struct ScheduleExchangeTests {
  @Test func `'-' is standard input, and a file of that name is './-'`() async throws {
    let result = try await Anneal().shell(
      #"""
      printf 'step,lr\n0,1\n1,1\n2,1\n' > ./-
      printf 'step,lr\n0,2\n1,2\n2,2\n' | $ANNEAL schedule import -
      $ANNEAL schedule import ./-
      $ANNEAL schedule import - < /dev/null
      """#)
    #expect(result.lines.filter { $0.hasPrefix("constant") } == ["constant(2)", "constant(1)"])
    #expect(result.errors.hasPrefix("anneal: standard input: the file must"))
  }

  @Test func `an export is code, printed or written`() async throws {
    let anneal = try Anneal()
    let notation = "cosine(from: 3e-4, to: 0).warmup(5%)"
    let printed = try await anneal("schedule", "export", notation, "--to", "pytorch")
    #expect(printed.code == 0)
    #expect(printed.output.contains("CosineAnnealingLR(optimizer, T_max=950)"))
    let written = try await anneal(
      "schedule", "export", notation, "--to", "pytorch", "--output", "schedule.py")
    #expect(written.output == "wrote schedule.py with pytorch's own schedulers\n")
    let file = anneal.folder.appendingPathComponent("schedule.py")
    #expect(try String(contentsOf: file, encoding: .utf8) == printed.output)
  }

  @Test func `an export says what it was not given`() async throws {
    let anneal = try Anneal()
    let unknown = try await anneal("schedule", "export", "constant(1)", "--to", "torch")
    #expect(unknown.code == 2)
    #expect(
      unknown.errors.hasPrefix(
        "anneal: --to must be pytorch, keras, optax, transformers, mlx-swift, deepspeed, "
          + "transformers-args, csv or json; received 'torch'\n"))
    let missing = try await anneal("schedule", "export", "constant(1)")
    #expect(missing.code == 2)
    let epochs = try await anneal(
      "schedule", "export", "step(from: 1, gamma: 0.5, every: 1ep)", "--to", "csv")
    #expect(epochs.code == 2)
    let long = try await anneal(
      "schedule", "export", "constant(1)", "--to", "csv", "--steps", "1e9")
    #expect(long.code == 2)
    #expect(
      long.errors
        == "anneal: steps must be at most 1000000 for a list of rates; received 1000000000\n")
  }

  @Test func `what was exported is imported`() async throws {
    let anneal = try Anneal()
    try await anneal(
      "schedule", "export", "linear(from: 1, to: 0)", "--to", "csv", "--steps", "100",
      "--output", "rates.csv")
    let text = try await anneal("schedule", "import", "rates.csv")
    #expect(text.code == 0)
    #expect(
      text.output.hasPrefix(
        """
        linear(from: 1, to: 0)

        fitted to 100 rates of 'rate' by 'step', over 100 steps; off by 0 of the largest rate at most, rms 0

        others
        """))
    let answer = try #require(
      try objects(try await anneal("schedule", "import", "rates.csv", "--json").output).first)
    #expect(
      Set(answer.keys) == [
        "source", "steps", "stepColumn", "unit", "points", "fits", "groups", "notes", "others",
      ])
    let groups = try #require(answer["groups"] as? [[String: Any]])
    #expect(groups.first?["notation"] as? String == "linear(from: 1, to: 0)")
  }

  @Test func `a plan is exported, and a clause that the target has no word for is named`()
    async throws
  {
    let anneal = try Anneal()
    let plan = #"constant(1).scaled(by: 2, in: "head.*")"#
    let code = try await anneal("schedule", "export", plan, "--to", "pytorch")
    #expect(code.code == 0)
    #expect(code.output.contains(#"("scale", "head.*", 2),"#))
    let csv = try await anneal("schedule", "export", plan, "--to", "csv", "--steps", "2")
    #expect(csv.output == "step,rate,rate head.*\n0,1,2\n1,1,2\n")
    let refused = try await anneal("schedule", "export", plan, "--to", "keras")
    #expect(refused.code == 2)
    #expect(refused.output == "")
    #expect(
      refused.errors
        == #"anneal: scaled: the plan must be one rate for all parameters for keras; "#
        + #"received scaled(by: 2, in: "head.*")"# + "\n")
  }

  @Test(arguments: [
    ("deepspeed", "linear(from: 3e-5, to: 0).warmup(20, from: 0, shape: logarithmic)"),
    ("transformers-args", "cosine(from: 3e-4, to: 0).warmup(20, from: 0)"),
  ])
  func `a configuration comes back as its schedule`(target: String, notation: String) async throws {
    let anneal = try Anneal()
    let written = try await anneal(
      "schedule", "export", notation, "--to", target, "--steps", "100", "--output", "a.json")
    #expect(written.output == "wrote a.json\n")
    let back = try await anneal("schedule", "import", "a.json", "--json")
    let group = try #require(
      (try objects(back.output).first?["groups"] as? [[String: Any]])?.first)
    let found = try #require(group["notation"] as? String)
    let first = try await anneal("schedule", "export", notation, "--to", "csv", "--steps", "100")
    let second = try await anneal("schedule", "export", found, "--to", "csv", "--steps", "100")
    #expect(first.code == 0)
    #expect(first.output == second.output)
  }

  @Test func `a scheduler's state is imported exactly`() async throws {
    let anneal = try Anneal()
    let state = #"{"T_max": 100, "eta_min": 0, "base_lrs": [0.1, 0.02], "last_epoch": 3}"#
    try state.write(
      to: anneal.folder.appendingPathComponent("state.json"), atomically: true, encoding: .utf8)
    let result = try await anneal("schedule", "import", "state.json")
    #expect(
      result.output == """
        cosine(from: 0.1, to: 0, over: 100)
        cosine(from: 0.02, to: 0, over: 100)

        exactly, from CosineAnnealingLR

        """)
  }

  @Test func `a file that cannot be imported is named`() async throws {
    let anneal = try Anneal()
    let missing = try await anneal("schedule", "import", "none.csv")
    #expect(missing.code == 2)
    #expect(
      missing.errors
        == "anneal: cannot read 'none.csv': no such file or directory\n")
    try "epoch,loss\n0,1\n".write(
      to: anneal.folder.appendingPathComponent("log.csv"), atomically: true, encoding: .utf8)
    let wrong = try await anneal("schedule", "import", "log.csv")
    #expect(wrong.code == 1)
    #expect(
      wrong.errors == """
        anneal: log.csv: the file must have a column such as 'lr' or 'learning_rate', or --column \
        name it; received epoch, loss

        """)
  }
}
