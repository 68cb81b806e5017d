import Foundation
import Testing

@Suite struct ScheduleCommandTests {
  @Test func `values are a table`() async throws {
    let result = try await Anneal()(
      "schedule", "values", "linear(from: 1, to: 0)", "--steps", "10", "--at", "0,5,10")
    #expect(result.code == 0)
    #expect(result.errors == "")
    // 1 − t/10
    #expect(
      result.output == """
        step  rate
        ────  ────
           0   1.0
           5   0.5
          10   0.0

        """)
  }

  @Test func `values in JSON are the notation and the rates, and nothing else`() async throws {
    let result = try await Anneal()(
      "schedule", "values", "step(from: 8, gamma: 0.5, every: 1ep)", "--at", "0, 10,25",
      "--epoch-length", "10", "--json")
    #expect(
      result.output == """
        {"notation":"step(from: 8, gamma: 0.5, every: 1ep)","values":[{"rate":8,"step":0},\
        {"rate":4,"step":10},{"rate":2,"step":25}]}

        """)  // 8·0.5^⌊t/10⌋
  }

  @Test func `without --at there are eleven values over the run`() async throws {
    let result = try await Anneal()(
      "schedule", "values", "constant(2)", "--steps", "1e3", "--json")
    let answer = try #require(try objects(result.output).first)
    let values = try #require(answer["values"] as? [[String: Double]])
    #expect(values.map { $0["step"] } == [0, 99, 199, 299, 399, 499, 599, 699, 799, 899, 999])
    #expect(values.allSatisfy { $0["rate"] == 2 })
  }

  @Test func `the list shows every shape and modifier`() async throws {
    let anneal = try Anneal()
    let text = try await anneal("schedule", "list").output
    let words = try objects(try await anneal("schedule", "list", "--json").output)
    #expect(words.count >= 11)
    for word in words {
      let keys = Set(word.keys)
      #expect(keys == ["kind", "name", "signature", "formula", "summary", "example"])
      #expect(text.contains(try #require(word["example"] as? String)))
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("  ") || $0.contains(": ") })
  }

  @Test func `a plot fits the columns it is given`() async throws {
    let anneal = try Anneal()
    let notation = "cosine(from: 1, to: 0)"
    for width in [20, 40, 100] {
      let result = try await anneal("schedule", "plot", notation, "--width", "\(width)")
      #expect(result.code == 0)
      #expect(result.lines.count == 15)
      #expect(result.lines.allSatisfy { $0.count <= width })
    }
    let narrow = try await anneal("schedule", "plot", notation, environment: ["COLUMNS": "30"])
    #expect(narrow.lines.map(\.count).max() == 30)
  }

  @Test func `a plot outside of UTF-8 is ASCII, and one that nobody sees is plain`() async throws {
    let result = try await Anneal()(
      "schedule", "plot", "linear(from: 1, to: 0)", "constant(0.5)", environment: ["LC_ALL": "C"])
    #expect(result.output.allSatisfy { $0.isASCII })
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.output.contains("linear(from: 1, to: 0)"))
    #expect(result.output.contains("constant(0.5)"))
  }

  @Test func `a plot becomes a drawing`() async throws {
    let anneal = try Anneal()
    let result = try await anneal(
      "schedule", "plot", "linear(from: 1, to: 0)", "--steps", "1e9", "--svg", "a.svg")
    #expect(result.output == "drew a.svg\n")
    let svg = try String(
      contentsOf: anneal.folder.appendingPathComponent("a.svg"), encoding: .utf8)
    #expect(svg.hasPrefix("<svg"))
    #expect(!anneal.has("a.svg.partial"))
  }

  @Test func `a table shows schedules side by side, their peaks among the steps`() async throws {
    let result = try await Anneal()(
      "schedule", "plot", "linear(from: 1, to: 0)", "constant(0.5).warmup(25%)", "--table",
      "--steps", "20")
    #expect(result.errors == "")
    // 1 − t/20 and 0.5 · min(1, (t + 1)/6); of 20 steps 0, 1.9, 3.8 … 19 are shown, rounded down
    #expect(
      result.output == """
        a  linear(from: 1, to: 0)   peak 1 at step 0
        b  constant(0.5).warmup(25%)   peak 0.5 at step 5

        step     a        b
        ────  ────  ───────
           0     1  0.08333
           1  0.95   0.1667
           3  0.85   0.3333
           5  0.75      0.5
           7  0.65      0.5
           9  0.55      0.5
          11  0.45      0.5
          13  0.35      0.5
          15  0.25      0.5
          17  0.15      0.5
          19  0.05      0.5

        """)
  }

  @Test func `a table of one schedule has its notation on top, and no peak if it is level`()
    async throws
  {
    let result = try await Anneal()(
      "schedule", "plot", "constant(2)", "--table", "--steps", "3", "--svg", "a.svg")
    #expect(
      result.output == """
        constant(2)

        step  rate
        ────  ────
           0     2
           1     2
           2     2
        drew a.svg

        """)
  }

  @Test func `a table finds the peak of a long run, and puts what does not fit under it`()
    async throws
  {
    let schedules = ["0.3", "0.7", "0.11"].map { "constant(\($0)e-5).warmup(12345677)" }
    let result = try await Anneal()(
      "schedule", "plot", schedules[0], schedules[1], schedules[2], "--table", "--steps", "1e8",
      "--width", "30")
    #expect(result.lines[1] == "b  constant(7e-6).warmup(12345677)   peak 7e-6 at step 12345677")
    let heads = result.lines.filter { $0.contains("step ") && !$0.contains("peak") }
    #expect(heads == ["    step         a         b", "    step         c"])
    #expect(result.lines.contains("12345677      3e-6      7e-6"))
    #expect(!result.output.contains("…"))
  }

  @Test func `a table does not change what machines get`() async throws {
    let anneal = try Anneal()
    let plain = try await anneal("schedule", "plot", "constant(1)", "--steps", "4", "--json")
    let table = try await anneal(
      "schedule", "plot", "constant(1)", "--steps", "4", "--json", "--table")
    #expect(plain.output == table.output && plain.code == 0)
  }

  @Test func `a plot names both axes, the second on a line of its own where it must`() async throws
  {
    let anneal = try Anneal()
    let notation = "cosine(from: 1, to: 0)"
    let wide = try await anneal("schedule", "plot", notation)
    #expect(wide.lines.first == "cosine(from: 1, to: 0) · learning rate")
    #expect(wide.lines.last?.trimmingCharacters(in: .whitespaces) == "step")
    let narrow = try await anneal("schedule", "plot", notation, "--width", "30")
    #expect(Array(narrow.lines.prefix(2)) == [notation, "learning rate"])
    #expect(narrow.lines.count == 15)
  }

  @Test func `a plot in JSON holds the points of each schedule`() async throws {
    let result = try await Anneal()(
      "schedule", "plot", "constant(1)", "linear(from: 4, to: 0)", "--steps", "4", "--json")
    #expect(
      result.output == """
        [{"notation":"constant(1)","values":[{"rate":1,"step":0},{"rate":1,"step":1},\
        {"rate":1,"step":2},{"rate":1,"step":3}]},{"notation":"linear(from: 4, to: 0)",\
        "values":[{"rate":4,"step":0},{"rate":3,"step":1},{"rate":2,"step":2},\
        {"rate":1,"step":3}]}]

        """)
  }

  @Test func `values of a plan are a column for each group and hyperparameter`() async throws {
    let plan =
      #"linear(from: 1, to: 0).scaled(by: 10, in: "head.*")"#
      + ".scheduling(momentum, linear(from: 1, to: 0.5))"
    let result = try await Anneal()(
      "schedule", "values", plan, "--steps", "10", "--at", "0,5,10")
    #expect(result.errors == "")
    // 1 − t/10, ten times it, and 1 − t/20
    #expect(
      result.output == """
        step  rate  rate head.*  momentum
        ────  ────  ───────────  ────────
           0   1.0         10.0       1.0
           5   0.5          5.0      0.75
          10   0.0          0.0       0.5

        """)
  }

  @Test func `a plan over a model has the groups of its parameters`() async throws {
    let anneal = try Anneal()
    try "embed.weight\nblocks.0.weight\n blocks.1.weight\n\nhead.weight\n".write(
      to: anneal.folder.appendingPathComponent("names"), atomically: true, encoding: .utf8)
    let plan = #"constant(1).layerDecay(0.5, layers: "blocks.#.*")"#
    let result = try await anneal(
      "schedule", "values", plan, "--at", "0", "--json", "--parameters", "names")
    // 0.5^(3 − layer)
    #expect(
      result.output.hasSuffix(
        #""values":[{"rate layer 0":0.125,"rate layer 1":0.25,"rate layer 2":0.5,"#
          + #""rate layer 3":1,"step":0}]}"# + "\n"))
    let without = try await anneal("schedule", "values", plan)
    #expect(without.code == 2)
    #expect(
      without.errors
        == "anneal: layerDecay: layers must be counted in a model, whose names --parameters must "
        + "give; received \"blocks.#.*\" without names\n")
    let empty = try await anneal("schedule", "values", plan, "--parameters", "/dev/null")
    #expect(empty.code == 2)
  }

  @Test func `what a controller will do is told not to be in the values`() async throws {
    let result = try await Anneal()(
      "schedule", "values", "constant(1).controlled(by: plateau(factor: 0.5, patience: 3))", "--at",
      "0")
    #expect(
      result.output.hasSuffix(
        "\nthe rates are those before plateau(factor: 0.5, patience: 3) acts\n"))
  }

  @Test func `a plot of a plan has a panel for each hyperparameter, and a legend`() async throws {
    let plan =
      #"linear(from: 1, to: 0).scaled(by: 0.5, in: "head.*")"#
      + ".scheduling(momentum, constant(0.9))"
    let anneal = try Anneal()
    let plot = try await anneal("schedule", "plot", plan, "--width", "100")
    #expect(plot.code == 0)
    for text in [plan, "learning rate", "rate head.*", "momentum"] {
      #expect(plot.output.contains(text), "\(text)")
    }
    let table = try await anneal("schedule", "plot", plan, "--table", "--steps", "10")
    #expect(
      Array(table.lines.prefix(4)) == [
        plan, "a  rate   peak 1 at step 0", "b  rate head.*   peak 0.5 at step 0", "c  momentum",
      ])
  }
}
