import Anneal
import Foundation
import Records
import Testing

/// Runs that go on under another plan or for longer than they were begun for.
@Suite struct FitReplanTests {
  private let runs = Runs()

  /// A finished run of 12 steps at a rate that falls from 0.012 to 0: `toy-1`.
  private func finished() async throws {
    _ = try await short().run { _ in true }
  }

  private func short() throws -> Fit {
    try runs.fit {
      $0.length = 12
      $0.plan = Plan(.linear(from: 0.012, to: 0))
      $0.peak = .written
    }
  }

  private func resumed(_ replan: Replan?, at step: Int? = nil) throws -> Fit {
    try Fit(
      resuming: "toy-1", at: step, replan: replan, catalogue: .toys, store: try runs.store())
  }

  private func rates() throws -> [Double] {
    try runs.store().series("rate", of: "toy-1").map(\.value)
  }

  /// The falling rates of a run of `steps` steps.
  private func line(_ range: Range<Int>, of steps: Double) -> [Double] {
    range.map { 0.012 * (1 - Double($0) / steps) }
  }

  private func expectClose(_ rates: [Double], _ expected: [Double]) {
    #expect(rates.count == expected.count)
    #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-15 }, "\(rates)")
  }

  @Test func `a finished run that is held goes on at the plan's last rate, which is told once`()
    async throws
  {
    try await finished()
    _ = try await resumed(Replan(.hold, length: 18)).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12) + [0, 0, 0, 0, 0, 0])
    #expect(
      try runs.events("toy-1") == ["resumed 12", "acted 12", "past end 12"])
    #expect(try runs.status("toy-1") == .finished)
  }

  @Test func `rebased, the plan is laid over the new length and read from here on`() async throws {
    try await finished()
    _ = try await resumed(Replan(.rebase, length: 18)).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12) + line(12..<18, of: 18))
    #expect(try runs.events("toy-1") == ["resumed 12", "acted 12"])
  }

  @Test func `another plan may begin here with the steps that are left`() async throws {
    try await finished()
    let next = Plan(.linear(from: 0.004, to: 0))
    let outcome = try await resumed(Replan(.then, plan: next, length: 16)).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12) + [0.004, 0.003, 0.002, 0.001])
    #expect(outcome.summary?.schedule == "linear(from: 4e-3, to: 0)")
  }

  @Test(arguments: [13, 15])
  func `stopped after a change, the run goes on as it was changed`(step: Int) async throws {
    try await finished()
    _ = try await resumed(Replan(.rebase, length: 18)).run { $0.step != step }
    _ = try await resumed(nil).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12) + line(12..<18, of: 18))
  }

  @Test func `killed before its first checkpoint a changed run goes on as it was changed`()
    async throws
  {
    struct Kill: Error {}
    try await finished()
    _ = await #expect(throws: Kill.self) {
      try await resumed(Replan(.then, plan: Plan(.constant(0.001)), length: 16)).run { event in
        if event.step == 13 { throw Kill() }
        return true
      }
    }
    #expect(try runs.steps("toy-1").last == 12)
    _ = try await resumed(nil).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12) + [0.001, 0.001, 0.001, 0.001])
  }

  @Test func `past the end it is not told again when the run is resumed there`() async throws {
    try await finished()
    _ = try await resumed(Replan(.hold, length: 18)).run { $0.step != 14 }
    _ = try await resumed(nil).run { _ in true }
    #expect(
      try runs.events("toy-1") == ["resumed 12", "acted 12", "past end 12", "resumed 15"])
  }

  @Test(arguments: [(Replan.Way.rebase, 0.25e-30), (.hold, 0.25e-30), (.then, 1e-30)])
  func `a controller keeps its factor, but for a plan that begins anew`(
    way: Replan.Way, rate: Double
  ) async throws {
    // At such a rate nothing changes: measured after 6, 12 and 18 steps, it is cut twice.
    let plan = Plan(.constant(1e-30)).controlled(by: .plateau(factor: 0.5, patience: 0))
    _ = try await runs.fit {
      $0.length = 18
      $0.plan = plan
      $0.peak = .written
    }.run { _ in true }
    _ = try await resumed(Replan(way, length: 20)).run { _ in true }
    #expect(try rates().suffix(2) == [rate, rate])
  }

  @Test func `going back to before the change undoes it`() async throws {
    struct Kill: Error {}
    try await finished()
    _ = await #expect(throws: Kill.self) {
      try await resumed(Replan(.hold, length: 18)).run { event in
        if event.step == 12 { throw Kill() }
        return true
      }
    }
    #expect(try runs.events("toy-1").contains("acted 12"))
    _ = try await resumed(nil, at: 10).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12))
    #expect(try runs.events("toy-1") == ["resumed 10"])
  }

  @Test func `two changes, one after the other`() async throws {
    try await finished()
    _ = try await resumed(Replan(.then, plan: Plan(.constant(0.001)), length: 14)).run { _ in true }
    _ = try await resumed(Replan(.hold, length: 16)).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12) + [0.001, 0.001, 0.001, 0.001])
    #expect(
      try runs.events("toy-1") == [
        "resumed 12", "acted 12", "resumed 14", "acted 14", "past end 14",
      ])
  }

  @Test(arguments: [
    (
      Replan(nil, plan: Plan(.linear(from: 0.012, to: 0.001))),
      """
      the plan or the length differs from the run's; choose one of 'rebase', 'then', 'hold'
        was: linear(from: 0.012, to: 0), 12 steps
        now: linear(from: 0.012, to: 1e-3), 12 steps
                                     ^^^^
      """
    ),
    (
      Replan(nil, length: 18),
      """
      the plan or the length differs from the run's; choose one of 'rebase', 'then', 'hold'
        was: linear(from: 0.012, to: 0), 12 steps
        now: linear(from: 0.012, to: 0), 18 steps
                                         ^^
      """
    ),
    (
      Replan(.hold, plan: Plan(.constant(1)), length: 18),
      "with 'hold' the plan must be the run's own; received 'constant(1)'"
    ),
    (
      Replan(.rebase, length: 12),
      "the length must be more than the 12 steps already made; received 12"
    ),
    (
      Replan(nil, length: 12),
      "run 'toy-1' has finished; to resume it, give more steps or an earlier checkpoint"
    ),
  ])
  func `what cannot be meant is refused and changes nothing`(
    replan: Replan, message: String
  ) async throws {
    try await finished()
    let record = try runs.store().run("toy-1")
    let error = try #require(throws: TrainingError.self) { try resumed(replan) }
    #expect(error.description == message)
    #expect(try runs.store().run("toy-1") == record)
  }

  @Test func `the run's own plan said again is no other plan`() async throws {
    _ = try await short().run { $0.step != 5 }
    let same = Replan(nil, plan: Plan(.linear(from: 0.012, to: 0)), length: .epochs(2))
    _ = try await resumed(same).run { _ in true }
    expectClose(try rates(), line(0..<12, of: 12))
    #expect(try runs.events("toy-1") == ["resumed 6"])
  }
}
