import LearningRate
import Notation
import Testing

@Suite struct PlanColumnsTests {
  private func columns(_ notation: String, names: [String]? = nil) throws -> PlanColumns {
    try PlanColumns(Plan(notation).resolved(steps: 10), parameters: names)
  }

  @Test(arguments: [
    ("constant(1)", ["rate"]),
    (#"constant(1).scaled(by: 2, in: "head.*")"#, ["rate", "rate head.*"]),
    (
      #"constant(1).scaled(by: 2, in: "head.*").multiplied(by: constant(3), in: "*.bias")"#,
      ["rate", "rate head.*", "rate *.bias", "rate head.*, *.bias"]
    ),
    // decay of its own makes no rate of its own
    (
      #"constant(1).scheduling(weightDecay, constant(0), in: "*.bias")"#,
      ["rate", "weightDecay *.bias"]
    ),
    (
      #"constant(1).scheduling(weightDecay, constant(0), in: "*.bias").scheduling(weightDecay, constant(1))"#,
      ["rate", "weightDecay", "weightDecay *.bias"]
    ),
    (
      #"constant(1).scheduling(batchSize, constant(8)).weighing("depth", by: constant(2))"#,
      ["rate", "batchSize", "weight depth"]
    ),
    (#"constant(1).scaled(by: 2, in: "*")"#, ["rate *"]),
  ])
  func `a column is named after what and where`(notation: String, names: [String]) throws {
    #expect(try columns(notation).columns.map(\.name) == names)
  }

  @Test func `values are those of the plan's own groups`() throws {
    let names = ["embed.weight", "blocks.0.weight", "blocks.1.bias", "head.weight"]
    let notation =
      #"cosine(from: 1, to: 0.1).scheduling(rate, linear(from: 3, to: 1), in: "head.*")"#
      + #".scaled(by: 0.3, in: "*.bias").multiplied(by: linear(from: 0, to: 1), in: "blocks.*")"#
      + #".layerDecay(0.5, layers: "blocks.#.*").scheduling(momentum, linear(from: 0.9, to: 0.8))"#
    let found = try columns(notation, names: names)
    let grouped = try found.plan.grouped(names)
    for step in 0..<12 {
      let values = grouped.values(at: step).groups
      #expect(
        Array(found.columns.prefix(4).map { $0.value(at: step) }) == values.map(\.learningRate))
      #expect(found.columns[4].value(at: step) == values[0].hyperparameters[.momentum])
    }
  }

  @Test func `the batch size is a whole number from 1 on`() throws {
    let found = try columns("constant(1).scheduling(batchSize, linear(from: 3, to: 0))")
    // 3 − 0.3 t, rounded
    #expect((0..<10).map { found.columns[1].value(at: $0) } == [3, 3, 2, 2, 2, 2, 1, 1, 1, 1])
  }

  @Test func `names that would fit two schedules of one hyperparameter are no group`() throws {
    let notation =
      #"constant(1).scheduling(rate, constant(2), in: "head.*")"#
      + #".scheduling(rate, constant(3), in: "*.bias")"#
    #expect(
      try columns(notation).columns.map(\.name) == ["rate", "rate head.*", "rate *.bias"])
    // every name that fits the second fits the first
    let both =
      #"constant(1).scheduling(rate, constant(2), in: "*").scheduling(rate, constant(3), in: "a*")"#
    #expect(throws: ScheduleError.self) { try columns(both) }
  }

  @Test func `layers cannot be told without names`() throws {
    let notation = #"constant(1).layerDecay(0.5, layers: "blocks.#.*")"#
    let error = #expect(throws: ScheduleError.self) { try columns(notation) }
    #expect(error?.subject == "layerDecay")
    #expect(throws: ScheduleError.self) { try columns(notation, names: ["head"]) }
  }
}
