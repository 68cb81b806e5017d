import Foundation
import LearningRate
import Notation
import Optimizers
import Records
import Runs
import Testing
import Torch
import Training

/// What changes a run between two updates.
@Suite struct ActTests {
  private let folder = TemporaryFolder()

  private func rates(_ events: [TrainingEvent]) -> [Double] {
    events.compactMap { if case .step(let report) = $0 { report.learningRate } else { nil } }
  }

  private func weights(_ training: TrainingRun) throws -> Data {
    try #require(try training.checkpointFiles()["weights.safetensors"])
  }

  private var constant: Setting { Setting(schedule: "constant(0.01)") }

  @Test func `a rate is scaled from the next update on, on top of what was scaled before`() throws {
    let training = try constant.training()
    var events = try training.events(to: 3)
    try training.perform(.scale(by: 0.5))
    events += try training.events(to: 5)
    try training.perform(.scale(by: 0.5))
    events += try training.events()
    #expect(
      rates(events) == [0.01, 0.01, 0.01] + [0.005, 0.005] + .init(repeating: 0.0025, count: 7))
    #expect(events.map(\.label).filter { $0.hasPrefix("acted") } == ["acted 3", "acted 5"])
  }

  @Test func `an act comes after the measurement that is due at its step`() throws {
    let training = try constant.training()
    _ = try training.events(to: 5)
    try training.perform(.checkpoint)
    let labels = try training.events(to: 6).map(\.label)
    #expect(labels == ["validation 5", "acted 5", "step 5"])
  }

  @Test func `a rate that is set holds for the next update, and the plan goes on in proportion`()
    throws
  {
    // From 0.012 in 12 equal steps: 0.009 at step 3, 0.006 at step 6.
    let training = try Setting(schedule: "linear(from: 0.012, to: 0)").training()
    _ = try training.events(to: 3)
    try training.perform(.rate(0.003))
    let told = rates(try training.events(to: 7))
    #expect(abs(told[0] - 0.003) < 1e-15)
    #expect(abs(told[3] - 0.002) < 1e-15)
    let zero = try Setting(schedule: "constant(0)").training()
    #expect(
      throws: TrainingError("a learning rate of 0 cannot be scaled to 0.1; give another plan")
    ) {
      try zero.perform(.rate(0.1))
    }
  }

  @Test func `another plan begins with the next update and has the updates that are left`() throws {
    let training = try constant.training()
    var events = try training.events(to: 4)
    try training.perform(.scale(by: 0.5))
    try training.perform(
      .plan(PlanChange(Plan(.linear(from: 0.004, to: 0)), until: 8)))
    #expect(try training.upcoming.steps == 8)
    events += try training.events()
    let expected = [0.01, 0.01, 0.01, 0.01, 0.004, 0.003, 0.002, 0.001]
    #expect(zip(rates(events), expected).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(rates(events).count == 8)
    #expect(events.last?.label == "finished 8")
  }

  @Test func `a run that stands at its end is given more steps`() throws {
    let training = try constant.training()
    while let event = try training.next() {
      guard event.label == "validation 12" else { continue }
      try training.perform(.plan(PlanChange(Plan(.constant(0.02)), until: 14)))
    }
    #expect(training.learner.step == 14)
  }

  @Test func `weights go back, and the data and the plan go on`() throws {
    let training = try constant.training()
    _ = try training.events(to: 3)
    try training.perform(.checkpoint)
    let kept = try weights(training)
    _ = try training.events(to: 4)
    #expect(try weights(training) != kept)
    _ = try training.events(to: 7)
    try training.perform(.goBack())
    let event = try training.next()
    guard case .acted(let act)? = event else {
      Issue.record("\(String(describing: event))")
      return
    }
    #expect(act.act == .goBack(to: 3))
    #expect(try weights(training) == kept)
    #expect(training.learner.step == 7)
    #expect(training.learner.updaters[0].updates == 7)
    #expect(try training.events(to: 8).map(\.label) == ["step 7"])
  }

  @Test func `a stopped run tells nothing more`() throws {
    let training = try constant.training()
    _ = try training.events(to: 4)
    try training.perform(.stop)
    #expect(try training.events().map(\.label) == ["acted 4"])
    #expect(training.isStopped && training.learner.step == 4)
  }

  @Test func `a run repeated with its acts comes to the same weights`() throws {
    func run(_ acts: [Int: [Act]], repeating recorded: [RecordedAct]? = nil) throws
      -> (Data, [RecordedAct])
    {
      var setting = constant
      setting.schedule = "constant(0.01).controlled(by: plateau(factor: 0.7, patience: 0))"
      setting.optimizer = .adamw()
      setting.validateEvery = 2
      let training = try setting.training()
      if let recorded { training.schedule(recorded) }
      var (told, done): ([RecordedAct], Set<Int>) = ([], [])
      while let event = try training.next() {
        if case .acted(let act) = event { told.append(act) }
        if case .step = event, done.insert(training.learner.step).inserted {
          for act in acts[training.learner.step] ?? [] { try training.perform(act) }
        }
      }
      return (try weights(training), told)
    }
    let acts: [Int: [Act]] = [
      2: [.checkpoint], 3: [.scale(by: 0.5), .rate(0.02)],
      5: [.plan(PlanChange(Plan(.cosine(from: 0.01, to: 0)), until: 14))], 8: [.goBack(to: 2)],
      11: [.scale(by: 3)],
    ]
    let (ends, told) = try run(acts)
    #expect(told.map(\.step) == [2, 3, 3, 5, 8, 11])
    let (again, _) = try run([:], repeating: told)
    #expect(again == ends)
    let (others, _) = try run([:], repeating: Array(told.dropLast()))
    #expect(others != ends)
  }

  @Test func `an act is refused where it cannot be, and nothing is changed`() throws {
    let training = try constant.training()
    _ = try training.events(to: 4)
    func refuse(_ act: Act, _ message: String) {
      let error = #expect(throws: TrainingError.self) { try training.perform(act) }
      #expect(error?.description == message)
    }
    refuse(.scale(by: 0), "scale: factor must be positive, and at most 1e100; received 0")
    refuse(
      .scale(by: 0.5, of: "critic"),
      "this run has one updater, without a name; omit of: 'critic'")
    refuse(.goBack(), "goBack needs stored weights; there are none yet")
    refuse(
      .plan(PlanChange(Plan(.constant(0.1)), until: 4)),
      "the length must be more than the 4 steps already made; received 4")
    refuse(
      .plan(PlanChange(Plan(.constant(0.1)).scaled(by: 2, in: "nothing"))),
      "scaled: in must be a pattern that a parameter fits (the model has body.layers.0.weight, "
        + "body.layers.0.bias, body.layers.3.weight, …); received \"nothing\"")
    #expect(try training.events().last?.label == "finished 12")
  }

  @Test func `an act on a run that is over is refused`() throws {
    let training = try constant.training()
    _ = try training.events()
    let error = #expect(throws: TrainingError.self) { try training.perform(.scale(by: 0.5)) }
    #expect(
      error?.description == "an act needs a run in progress; this one ended after 12 updates")
  }

  @Test func `an act may be for one updater`() throws {
    Engine.threads = 1
    let learner = try Learner(
      model: try network(seed: 1),
      updaters: [
        UpdaterSettings(
          "head", parameters: "body.layers.7.*", optimizer: .sgd(), plan: Plan(.constant(1))),
        UpdaterSettings("rest", optimizer: .adamw(), plan: Plan(.constant(1))),
      ], data: try images(), batchSize: 8, seed: 0)
    let training = try TrainingRun(
      learner: learner, plans: [1, 2].map { try! Plan(.constant($0)).resolved(steps: 4) }, steps: 4,
      validation: nil, validateEvery: 4)
    try training.perform(.scale(by: 0.5, of: "rest"))
    try training.perform(.plan(PlanChange(Plan(.constant(3)), of: "head")))
    let events = try training.events()
    let reports = events.compactMap { if case .step(let report) = $0 { report } else { nil } }
    #expect(
      reports.map { $0.updates.map(\.values.learningRate) } == .init(repeating: [3, 1], count: 4))
  }

  @Test func `acts are kept in a checkpoint with what they led to`() throws {
    let training = try constant.training()
    _ = try training.events(to: 3)
    try training.perform(.scale(by: 0.5))
    _ = try training.events(to: 6)
    let state = try training.checkpointState()
    #expect(state.updaters[0].factor == 0.5)
    let store = CheckpointStore(folder: folder.url)
    try store.write(step: 6, state: state, files: try training.checkpointFiles())
    let checkpoint: Checkpoint<CheckpointState> = try store.load(6)
    let other = try constant.training(weights: 2)
    try other.resume(from: checkpoint)
    #expect(rates(try other.events(to: 8)) == [0.005, 0.005])
  }
}
