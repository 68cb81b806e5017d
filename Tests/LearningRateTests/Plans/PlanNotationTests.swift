import Foundation
import LearningRate
import Notation
import Testing

@Suite struct PlanNotationTests {
  private static let base = Schedule.cosine(from: 3e-4, to: 0)

  @Test(arguments: [
    (
      base.scheduling(.rate, .constant(0.5), in: "head.*"),
      #"cosine(from: 3e-4, to: 0).scheduling(rate, constant(0.5), in: "head.*")"#
    ),
    (
      base.scheduling(.momentum, .linear(from: 0.95, to: 0.85)),
      "cosine(from: 3e-4, to: 0).scheduling(momentum, linear(from: 0.95, to: 0.85))"
    ),
    (
      base.warmup(10).scaled(by: 0.5, in: "a.*").multiplied(by: .constant(2), in: "b.*"),
      #"cosine(from: 3e-4, to: 0).warmup(10).scaled(by: 0.5, in: "a.*")"#
        + #".multiplied(by: constant(2), in: "b.*")"#
    ),
    (
      base.layerDecay(0.75, layers: "blocks.#.*"),
      #"cosine(from: 3e-4, to: 0).layerDecay(0.75, layers: "blocks.#.*")"#
    ),
    (
      base.weighing("depth", by: .linear(from: 0, to: 1)),
      #"cosine(from: 3e-4, to: 0).weighing("depth", by: linear(from: 0, to: 1))"#
    ),
  ])
  func `prints as it is written in Swift and reads back`(plan: Plan, text: String) throws {
    #expect(plan.description == text)
    #expect(try Plan(text) == plan)
    let stored = try JSONEncoder().encode([plan])
    #expect(try JSONDecoder().decode([Plan].self, from: stored) == [plan])
  }

  @Test func `a scaled or multiplied schedule is still a schedule`() throws {
    let plan = try Plan("constant(1).scaled(by: 2).multiplied(by: constant(3))")
    #expect(plan.clauses.isEmpty)
    #expect(plan.learningRate == .constant(1).scaled(by: 2).multiplied(by: .constant(3)))
  }

  @Test func `every word's example is a plan that prints as itself`() throws {
    for word in PlanClause.words {
      #expect(try Plan(word.example).description == word.example)
      #expect(word.signature.hasPrefix(word.name + "("))
    }
  }

  @Test(arguments: [
    (
      #"constant(1).scheduling(rate, constant(2))"#,
      "in must be given for the rate, since the plan begins with the rate of all parameters; received "
        + "nothing at column 13"
    ),
    (
      "constant(1).layerDecay(0.5, layers: \"a.*\").warmup(5)",
      "'warmup' changes a schedule and must come before 'layerDecay' at column 44"
    ),
    (
      "constant(1).scaled(by: 2, in: \"a\").scaled(by: 2)",
      "'scaled' changes a schedule and must come before 'scaled' at column 36"
    ),
    ("scheduling(rate, constant(1))", "'scheduling' follows a schedule and a dot at column 1"),
    (
      "constant(1).layerDecay(1.5, layers: \"#\")",
      "decay must be between 0 and 1; received 1.5 at column 24"
    ),
    (
      "constant(1).layerDecay(0.5, layers: \"a.*\")",
      "layers must be a pattern with '#' for the layer's number; received \"a.*\" at column 37"
    ),
    (
      "constant(1).scaled(by: 2, in: \"#.#\")",
      "in must be a pattern with at most one '#'; received \"#.#\" at column 31"
    ),
    (
      "constant(1).scaled(by: 2, in: \"\")",
      "in must be 1 to 200 bytes long; received 0 at column 31"
    ),
    (
      "constant(1).scaled(by: -2, in: \"a\")",
      "by must be between 0 and 1e100; received -2 at column 24"
    ),
    (
      "constant(1).scheduling(momentum, 0.9)",
      "a schedule must be a shape such as cosine(from: 3e-4, to: 0); received 0.9 at column 34; "
        + "did you mean 'constant(0.9)'?"
    ),
    (
      "constant(1).scheduling(0.9, momentum)",
      "hyperparameter must be the name of a hyperparameter, such as momentum; received 0.9 at "
        + "column 24"
    ),
    ("constant(1).scheduling(momentum)", "'scheduling' needs its schedule at column 13"),
    (
      "constant(1).weighing(\"a\", by: constant(1)).weighing(\"a\", by: constant(2))",
      "the clause must be said once; received a second one of the same at column 44"
    ),
    (
      "constant(1).schedulin(rate, constant(2))",
      "unknown modifier 'schedulin' at column 13; did you mean 'scheduling'?"
    ),
    (
      "constant(1).layerdecay(0.5)",
      "unknown modifier 'layerdecay' at column 13; did you mean 'layerDecay'?"
    ),
  ])
  func `a mistake is told with its place`(text: String, message: String) throws {
    let error = try #require(throws: NotationError.self) { try Plan(text) }
    #expect(error.summary == message)
  }

  @Test func `a clause where a schedule is expected is told to be one`() throws {
    for text in [
      "constant(1).layerDecay(0.5, layers: \"#\")", "constant(1).controlled(by: plateau)",
    ] {
      let error = try #require(throws: NotationError.self) { try Schedule(text) }
      #expect(
        error.message.hasSuffix("makes a plan of a schedule, and a schedule is expected here"))
    }
  }

  @Test func `a plan has so many clauses and no more`() throws {
    var text = "constant(1)"
    for index in 0..<Plan.maximumClauses { text += ".scaled(by: 1, in: \"\(index)\")" }
    #expect(try Plan(text).description == text)
    let error = try #require(throws: NotationError.self) {
      try Plan(text + ".scaled(by: 1, in: \"x\")")
    }
    #expect(error.message == "the plan must be of at most 60 clauses; received one more")
  }

  @Test func `a clause in code that cannot be stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = Plan(.constant(1)).layerDecay(2, layers: "#")
    }
    await #expect(processExitsWith: .failure) {
      _ = Plan(.constant(1)).scheduling(.rate, .constant(1))
    }
  }

  @Test func `a plan that cannot be scaled says why`() throws {
    #expect(Plan(.constant(1)).fault(scaledBy: 2) == nil)
    #expect(
      Plan(.constant(1)).fault(scaledBy: 1e101)?.description
        == "scaled: by must be between -1e100 and 1e100; received 1e101")
    var deep = Schedule.constant(1)
    for _ in 1..<Schedule.maximumDepth { deep = deep.scaled(by: 1) }
    let group = Plan(.constant(1)).scheduling(.rate, deep, in: "head.*")
    #expect(group.fault(scaledBy: 2)?.description.contains("at most 32 deep") == true)
  }

  @Test func `scaling a plan scales every rate in it`() throws {
    let plan = try Plan(
      #"constant(1).scheduling(rate, constant(4), in: "a").scheduling(momentum, constant(0.9))"#)
    #expect(
      plan.scaled(by: 2).description
        == #"constant(1).scaled(by: 2).scheduling(rate, constant(4).scaled(by: 2), in: "a")"#
        + ".scheduling(momentum, constant(0.9))")
  }
}
