import Foundation
import LearningRate
import Notation
import Testing

@Suite struct PlanTests {
  private let plan = Plan(.linear(from: 8, to: 0).warmup(.percent(20)))

  @Test func `a plan yields plain numbers for each step`() throws {
    let resolved = try plan.resolved(steps: 10, stepsPerEpoch: 5)
    #expect(resolved.values(at: 2) == PlanValues(learningRate: 8))
    #expect(resolved.values(at: 6).learningRate == 4)
    #expect((resolved.steps, resolved.stepsPerEpoch, resolved.plan) == (10, 5, plan))
    #expect(resolved == (try plan.resolved(steps: 10, stepsPerEpoch: 5)))
  }

  @Test func `a plan of one schedule is written as that schedule`() throws {
    #expect(plan.description == "linear(from: 8, to: 0).warmup(20%)")
    #expect(try Plan(plan.description) == plan)
    let data = try JSONEncoder().encode([plan])
    #expect(String(decoding: data, as: UTF8.self) == #"["linear(from: 8, to: 0).warmup(20%)"]"#)
    #expect(try JSONDecoder().decode([Plan].self, from: data) == [plan])
  }

  @Test func `the batch size is that of a whole step`() throws {
    let growing = try Plan("constant(1).scheduling(batchSize, linear(from: 2, to: 4))")
    #expect(growing.schedulesBatchSize)
    #expect(try Plan(growing.description) == growing)
    let resolved = try growing.resolved(steps: 4, stepsPerEpoch: 2)
    #expect((0...4).map { resolved.batchSize?.value(at: $0) } == [2, 2.5, 3, 3.5, 4])
    #expect(resolved.stepsPerEpoch == 2)
    // No group of parameters has it.
    #expect(try resolved.grouped(["a", "b"]).scheduled(in: 0).isEmpty)
    let error = try #require(throws: NotationError.self) {
      try Plan(#"constant(1).scheduling(batchSize, constant(2), in: "a")"#)
    }
    #expect(
      error.message
        == "in must be left out for batchSize, which is that of a whole step; received \"a\"")
    #expect(try plan.resolved(steps: 4).batchSize == nil)
    #expect(!plan.schedulesBatchSize)
  }

  @Test func `a plan that cannot be is refused as its schedule is`() {
    #expect(throws: NotationError.self) { try Plan("linear(from: 8)") }
    #expect(throws: ScheduleError.self) { try plan.resolved(steps: 0) }
  }
}
