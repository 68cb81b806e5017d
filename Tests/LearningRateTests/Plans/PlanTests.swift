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

  @Test func `a plan that cannot be is refused as its schedule is`() {
    #expect(throws: NotationError.self) { try Plan("linear(from: 8)") }
    #expect(throws: ScheduleError.self) { try plan.resolved(steps: 0) }
  }
}
