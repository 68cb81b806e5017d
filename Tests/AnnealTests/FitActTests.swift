import Anneal
import Foundation
import LearningRate
import Records
import Runs
import Testing
import Training

/// Runs that are changed while they train.
@Suite struct FitActTests {
  private let runs = Runs()
  private struct Kill: Error {}

  /// Trains with acts at steps, by their updates made; `killedAt` a step it dies.
  @discardableResult
  private func train(
    _ fit: Fit, _ acts: [Int: [Act]] = [:], killedAt: Int? = nil
  ) async throws -> FitOutcome {
    try await fit.run { event in
      guard let step = event.step else { return true }
      for act in acts[step] ?? [] { try fit.perform(act) }
      if step == killedAt { throw Kill() }
      return true
    }
  }

  private func expectSame(_ run: String, as other: String = "toy-1") throws {
    #expect(try runs.status(run) == .finished)
    #expect(try runs.rows(run) == runs.rows(other))
    let last = try #require(try runs.steps(other).last)
    for name in ["weights.safetensors", "optimizer.safetensors", "state.json"] {
      #expect(
        try runs.file(name, of: run, at: last) == runs.file(name, of: other, at: last), "\(name)")
    }
  }

  private static let acts: [Int: [Act]] = [
    6: [.scale(by: 0.5)], 11: [.rate(0.02), .checkpoint], 13: [.goBack(to: 10)],
    17: [.plan(PlanChange(Plan(.cosine(from: 0.01, to: 0)), until: 40))], 30: [.scale(by: 2)],
  ]

  @Test func `acts are recorded in their order, at the step before which they are done`()
    async throws
  {
    try await train(try runs.fit(), Self.acts)
    #expect(
      try runs.events("toy-1") == [
        "found -1", "acted 7", "acted 12", "acted 12", "acted 14", "acted 18", "acted 31",
      ])
    let acts = try runs.store().events(of: "toy-1").compactMap { try RecordedAct($0) }
    #expect(acts.map(\.author) == .init(repeating: "code", count: 6))
    #expect(
      acts[4].act.description == "plan(cosine(from: 0.01, to: 0), from: 18, over: 22, until: 40)")
    #expect(try runs.rows("toy-1").map(\.step).max() == 40)
  }

  @Test(arguments: [6, 7, 12, 13, 14, 18, 25, 31, 38])
  func `a killed run does its acts again and comes to the same bits`(step: Int) async throws {
    try await train(try runs.fit(), Self.acts)
    _ = await #expect(throws: Kill.self) {
      try await train(try runs.fit(), Self.acts, killedAt: step)
    }
    // What was asked for after the end of the process is asked for again.
    try await train(
      try runs.resumed("toy-2"), Self.acts.filter { $0.key >= step })
    try expectSame("toy-2")
  }

  @Test func `a run is repeated with its acts, to the same bits, also when it is cut`() async throws
  {
    try await train(try runs.fit(), Self.acts)
    try await train(
      try Fit(repeating: "toy-1", catalogue: .toys, store: try runs.store()))
    try expectSame("toy-2")
    _ = await #expect(throws: Kill.self) {
      try await train(
        try Fit(repeating: "toy-1", catalogue: .toys, store: try runs.store()), killedAt: 12)
    }
    _ = await #expect(throws: Kill.self) {
      try await train(try runs.resumed("toy-3"), killedAt: 14)
    }
    try await train(try runs.resumed("toy-3"))
    try expectSame("toy-3")
  }

  @Test func `going back to a checkpoint by name forgets the acts from there on`() async throws {
    try await train(try runs.fit { $0.length = 12 })
    try await train(try runs.fit { $0.length = 12 }, [10: [.scale(by: 0.5)]])
    try await train(try runs.resumed("toy-2", at: 11))
    try expectSame("toy-2")
  }

  @Test func `an act ends a run, which goes on`() async throws {
    try await train(try runs.fit())
    let outcome = try await train(try runs.fit(), [8: [.stop]])
    #expect(outcome.stoppedStep == 9)
    #expect(try runs.status("toy-2") == .stopped)
    #expect(try runs.steps("toy-2").last == 9)
    #expect(try await train(try runs.resumed("toy-2")).summary != nil)
    try expectSame("toy-2")
    // What followed the stop belongs to the run that is repeated.
    try await train(try Fit(repeating: "toy-2", catalogue: .toys, store: try runs.store()))
    try expectSame("toy-3")
  }

  @Test func `a run that an act ended is repeated to there`() async throws {
    try await train(try runs.fit(), [8: [.stop]])
    let again = try await train(
      try Fit(repeating: "toy-1", catalogue: .toys, store: try runs.store()))
    #expect(again.stoppedStep == 9)
    #expect(
      try runs.file("weights.safetensors", of: "toy-2", at: 9)
        == runs.file("weights.safetensors", of: "toy-1", at: 9))
  }

  @Test func `acts that are asked for one after the other at a step are repeated alike`()
    async throws
  {
    let fit = try runs.fit()
    var left: [Act] = [.goBack(to: 13), .scale(by: 0.5), .goBack()]
    _ = try await fit.run { event in
      if event.step == 12 { try fit.perform(.goBack()) }
      if case .training(.acted(let act)) = event, act.step == 13, !left.isEmpty {
        try fit.perform(left.removeFirst())
      }
      return true
    }
    let acts = try runs.store().events(of: "toy-1").compactMap { try RecordedAct($0)?.act }
    #expect(acts == [.goBack(to: 10), .goBack(to: 13), .scale(by: 0.5), .goBack(to: 10)])
    try await train(try Fit(repeating: "toy-1", catalogue: .toys, store: try runs.store()))
    try expectSame("toy-2")
  }

  @Test func `a longer run under the same plan keeps what its rate was scaled by`() async throws {
    try await train(
      try runs.fit {
        $0.length = 12
        $0.plan = Plan(.constant(0.01))
        $0.peak = .written
      }, [3: [.scale(by: 0.5)]])
    func resumed(_ replan: Replan) throws -> Fit {
      try Fit(resuming: "toy-1", replan: replan, catalogue: .toys, store: try runs.store())
    }
    try await train(try resumed(Replan(.hold, length: 14)))
    try await train(try resumed(Replan(.rebase, length: 16)))
    try await train(try resumed(Replan(.then, plan: Plan(.constant(0.02)), length: 18)))
    let rates = try runs.store().series("rate", of: "toy-1").map(\.value)
    #expect(rates.suffix(8) == [0.005, 0.005, 0.005, 0.005, 0.005, 0.005, 0.02, 0.02])
  }

  @Test func `checkpoints that acts lead to do not drive the regular ones out`() async throws {
    try await train(
      try runs.fit(), [20: [.scale(by: 0.5)], 21: [.scale(by: 0.5)], 22: [.scale(by: 0.5), .stop]])
    #expect(try runs.steps("toy-1") == [15, 20, 22, 23])
  }

  @Test func `what cannot be done is told, and the run goes on`() async throws {
    var refused: [String] = []
    let fit = try runs.fit()
    _ = try await fit.run { event in
      if event.step == 2 { try fit.perform(.goBack(to: 77)) }
      if case .refused(let act, let reason) = event { refused.append("\(act): \(reason)") }
      return true
    }
    #expect(
      refused == [
        "goBack(to: 77): goBack needs stored weights; those after 0 updates are stored; received 77"
      ])
    #expect(try runs.events("toy-1") == ["found -1"])
    let error = #expect(throws: TrainingError.self) { try fit.perform(.stop) }
    #expect(error?.description == "an act needs a run in progress; this one is over")
  }

  @Test func `a request from outside is done once, also when the process dies with it`()
    async throws
  {
    let requests = RunRequests(of: runs.folder.url.appendingPathComponent("toy-1"))
    var names: [String] = []
    _ = await #expect(throws: Kill.self) {
      try await runs.fit().run { event in
        if event.step == 7 { names.append(try requests.send("scale(0.5)")) }
        if event.step == 8 { names.append(try requests.send("goBack(to: 99)")) }
        if event.step == 9 { names.append(try requests.send("dance")) }
        if let step = event.step, step > 6, step < 34 { usleep(30_000) }
        if event.step == 34 { throw Kill() }
        return true
      }
    }
    #expect(requests.waiting().isEmpty)
    let answers = names.map { requests.takeAnswer(to: $0) }
    let step = try #require(answers[0]?.step)
    #expect(answers[1]?.refusal?.contains("goBack needs stored weights") == true)
    #expect(answers[2]?.refusal?.contains("unknown act 'dance'") == true)
    // The answer was lost, and the request seems to wait.
    let place = runs.folder.url.appendingPathComponent("toy-1/requests")
    try Data("scale(0.5)".utf8).write(to: place.appendingPathComponent("\(names[0]).asked"))
    _ = try await runs.resumed("toy-1").run { _ in
      usleep(10_000)
      return true
    }
    #expect(requests.waiting().isEmpty)
    let acts = try runs.store().events(of: "toy-1").compactMap { try RecordedAct($0) }
    #expect(acts.map(\.step) == [step])
    #expect(acts.map(\.author) == ["steer"])
    let rates = try runs.store().series("rate", of: "toy-1").map(\.value)
    try await train(try runs.fit())
    let others = try runs.store().series("rate", of: "toy-2").map(\.value)
    #expect(rates[step] == 0.5 * others[step] && rates[35] == 0.5 * others[35])
  }

  @Test func `other threads and micro-batches are told, and hold when it is resumed again`()
    async throws
  {
    _ = try await runs.fit { $0.threads = 1 }.run { $0.step != 5 }
    func resumed(_ threads: Int?, _ size: Int?) throws -> Fit {
      try Fit(
        resuming: "toy-1", threads: threads, microBatchSize: size, catalogue: .toys,
        store: try runs.store())
    }
    var told: [String] = []
    func watch(_ event: FitEvent, until step: Int) -> Bool {
      if case .changed(let one) = event { told.append("\(one.name) \(one.before) \(one.now)") }
      return event.step != step
    }
    _ = try await resumed(2, 4).run { watch($0, until: 12) }
    #expect(told == ["threads 1 2", "micro-batch none 4"])
    told = []
    _ = try await resumed(nil, nil).run { watch($0, until: 20) }
    #expect(told == [])
    let state = try runs.store().checkpoints(of: "toy-1").load(21, as: CheckpointState.self).state
    #expect(state.threads == 2 && state.microBatchSize == 4)
    #expect(try runs.events("toy-1").contains("changed 6"))
    var differences: [String] = []
    _ = try await Fit(repeating: "toy-1", catalogue: .toys, store: try runs.store()).run { event in
      if case .differs(let one) = event {
        differences.append("\(one.name) \(one.before) \(one.now)")
      }
      return true
    }
    #expect(
      differences == ["threads 1 2 from step 6 on", "micro-batch none 4 from step 6 on"])
  }
}
