import LearningRate
import Testing

@Suite struct GroupedPlanTests {
  /// An embedding, three blocks and a head, as a model lists them.
  private let names = [
    "embed.weight", "blocks.0.weight", "blocks.0.bias", "blocks.3.weight", "blocks.3.bias",
    "blocks.10.weight", "blocks.10.bias", "head.weight", "head.bias",
  ]

  private func grouped(_ plan: String, steps: Int = 10) throws -> GroupedPlan {
    try Plan(plan).resolved(steps: steps).grouped(names)
  }

  private func rates(_ plan: String, at step: Int = 0) throws -> [Double] {
    let grouped = try grouped(plan)
    let values = grouped.values(at: step)
    return grouped.groupOfParameter.map { values[group: $0].learningRate }
  }

  @Test func `a plan without clauses has one group with the plan's rate`() throws {
    let grouped = try grouped("linear(from: 1, to: 0)")
    #expect(grouped.groups.map(\.name) == [""])
    #expect(grouped.groupOfParameter == [Int](repeating: 0, count: 9))
    #expect(
      grouped.values(at: 5)
        == PlanValues(
          learningRate: 0.5, groups: [PlanValues.Group(learningRate: 0.5, peakRate: 1)]))
  }

  @Test func `the peak of a group is that of its schedule, scaled as its rate`() throws {
    let plan = """
      linear(from: 2, to: 0).scheduling(rate, constant(0.5), in: "head.*").scaled(by: 0.25, in: "*.bias")
        .multiplied(by: piecewise([0: 0, 5: 3]), in: "blocks.0.*")
      """
    let grouped = try grouped(plan)
    let peaks = grouped.groupOfParameter.map { grouped.values(at: 3)[group: $0].peakRate ?? 0 }
    #expect(Set(peaks) == [2, 0.5, 0.125])
  }

  @Test func `groups have schedules of their own, not only multiples`() throws {
    let plan = #"linear(from: 1, to: 0).scheduling(rate, linear(from: 0, to: 4), in: "head.*")"#
    #expect(try rates(plan, at: 5) == [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2, 2])
    #expect(try grouped(plan).groups.map(\.name) == ["", "head.*"])
    #expect(try grouped(plan).groups.map(\.parameters) == [[0, 1, 2, 3, 4, 5, 6], [7, 8]])
  }

  @Test func `numbers and schedules multiply a rate, whosever it is`() throws {
    let plan = #"""
      constant(1).scheduling(rate, constant(8), in: "head.*").scaled(by: 0.5, in: "*.bias")
        .multiplied(by: piecewise([0: 0, 5: 3]), in: "h*")
      """#
    #expect(try rates(plan, at: 4) == [1, 1, 0.5, 1, 0.5, 1, 0.5, 0, 0])
    #expect(try rates(plan, at: 5) == [1, 1, 0.5, 1, 0.5, 1, 0.5, 24, 12])
  }

  @Test func `layers nearer to the input get a lower rate`() throws {
    // Layers 0 … 4: what comes first, the blocks 0, 3 and 10 in order, and the head; by hand.
    let expected = [0.0625, 0.125, 0.125, 0.25, 0.25, 0.5, 0.5, 1, 1]
    #expect(try rates(#"constant(1).layerDecay(0.5, layers: "blocks.#.*")"#) == expected)
    let grouped = try grouped(#"constant(1).layerDecay(0.5, layers: "blocks.#.*")"#)
    #expect(grouped.groups.map(\.name) == (0...4).map { "layer \($0)" })
  }

  @Test func `where every parameter has a number the last layer has the whole rate`() throws {
    let plan = try Plan("constant(1).layerDecay(0.5, layers: \"#.*\")").resolved(steps: 1)
    let grouped = try plan.grouped(["0.weight", "0.bias", "3.weight", "7.weight"])
    let values = grouped.values(at: 0)
    #expect(
      grouped.groupOfParameter.map { values[group: $0].learningRate } == [0.25, 0.25, 0.5, 1])
  }

  @Test func `another hyperparameter is scheduled for all, and otherwise for some`() throws {
    let grouped = try grouped(
      #"""
      constant(1).scheduling(weightDecay, constant(0), in: "*.bias")
        .scheduling(weightDecay, linear(from: 1, to: 0)).scheduling(beta1, constant(0.8))
      """#)
    let values = grouped.values(at: 5)
    #expect(values[group: 0].hyperparameters == [.weightDecay: 0.5, .beta1: 0.8])
    let bias = grouped.groupOfParameter[2]
    #expect(values[group: bias].hyperparameters == [.weightDecay: 0, .beta1: 0.8])
    #expect(grouped.groups[bias].name == "*.bias")
  }

  @Test func `losses have weights that change`() throws {
    let values = try Plan(#"constant(1).weighing("depth", by: linear(from: 0, to: 1))"#)
      .resolved(steps: 10).values(at: 5)
    #expect(values.weights == ["depth": 0.5])
  }

  @Test func `a controller's factor multiplies every rate`() throws {
    let grouped = try grouped(#"constant(1).scheduling(rate, constant(8), in: "head.*")"#)
    let values = grouped.values(at: 0, factor: 0.5)
    #expect(values.learningRate == 0.5)
    #expect(values.groups.map(\.learningRate) == [0.5, 4])
  }

  @Test(arguments: [
    (
      #"constant(1).scaled(by: 2, in: "neck.*")"#,
      "scaled: in must be a pattern that a parameter fits (the model has embed.weight, "
        + #"blocks.0.weight, blocks.0.bias, …); received "neck.*""#
    ),
    (
      #"constant(1).layerDecay(0.5, layers: "layers.#.*")"#,
      "layerDecay: layers must be a pattern that a parameter fits (the model has embed.weight, "
        + #"blocks.0.weight, blocks.0.bias, …); received "layers.#.*""#
    ),
    (
      #"constant(1).scheduling(rate, constant(2), in: "head.*").scheduling(rate, constant(3), in: "*.bias")"#,
      #"scheduling: in must be a pattern that shares no parameter with "head.*"; received "*.bias", "#
        + "which 'head.bias' fits too"
    ),
  ])
  func `a pattern without a parameter, and a parameter in two groups, are refused`(
    plan: String, message: String
  ) throws {
    let error = try #require(throws: ScheduleError.self) { try grouped(plan) }
    #expect(error.description == message)
  }

  @Test func `a clause's schedule that does not fit the run is told with the clause`() throws {
    let error = try #require(throws: ScheduleError.self) {
      try grouped(#"constant(1).multiplied(by: constant(1).warmup(50), in: "head.*")"#)
    }
    #expect(error.description.hasPrefix("warmup: length must be at most the 10 steps"))
  }
}
