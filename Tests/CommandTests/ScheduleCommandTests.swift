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
      "schedule", "values", "step(from: 8, gamma: 0.5, every: 1ep)", "--at", "0, 10,-1,25",
      "--epoch-length", "10", "--json")
    #expect(
      result.output == """
        {"notation":"step(from: 8, gamma: 0.5, every: 1ep)","values":[{"rate":8,"step":0},\
        {"rate":4,"step":10},{"rate":8,"step":-1},{"rate":2,"step":25}]}

        """)  // 8·0.5^⌊t/10⌋; below 0 the schedule is at its start
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
}
