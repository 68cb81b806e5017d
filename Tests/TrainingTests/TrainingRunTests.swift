import LearningRate
import Optimizers
import Testing
import Torch
import Training

@Suite struct TrainingRunTests {
  @Test func `events come in order`() throws {
    // 40 examples in batches of 8 are 5 steps an epoch; measured every 5 steps, and at the end.
    let labels = try Setting(steps: 12, validateEvery: 5).training().events().map(\.label)
    #expect(
      labels == (0..<5).map { "step \($0)" } + ["validation 5"] + (5..<10).map { "step \($0)" }
        + ["validation 10", "step 10", "step 11", "validation 12", "finished 12"])
  }

  @Test func `the last measurement is made once when it is due anyway`() throws {
    let labels = try Setting(steps: 4, validateEvery: 2).training().events().map(\.label)
    #expect(
      labels == [
        "step 0", "step 1", "validation 2", "step 2", "step 3", "validation 4", "finished 4",
      ])
  }

  @Test func `nothing follows the end`() throws {
    let training = try Setting(steps: 2).training()
    _ = try training.events()
    #expect(try training.next() == nil)
    #expect(try training.next() == nil)
  }

  @Test func `each step uses the plan's rate`() throws {
    let events = try Setting(schedule: "linear(from: 1, to: 0)", steps: 4).training().events()
    let rates = events.compactMap { event in
      if case .step(let report) = event { report.learningRate } else { nil }
    }
    #expect(rates == [1, 0.75, 0.5, 0.25])
  }

  @Test func `a step left out is an event of its own`() throws {
    let learner = learner(try Roots(0), try twoExamples())
    let training = try TrainingRun(
      learner: learner, plan: try Plan("constant(0.5)").resolved(steps: 2), validation: nil,
      validateEvery: 1)
    let events = try training.events()
    #expect(events.map(\.label) == ["skipped 0", "skipped 1", "finished 2"])
    guard case .skipped(let report) = events[1] else { return }
    #expect(report.loss == 0 && report.learningRate == 0.5 && !report.updated)
  }

  @Test func `a training without validation data measures nothing`() async throws {
    let trainer = Trainer(
      model: try line(), optimizer: .sgd(), plan: Plan(.constant(0.01)), length: .epochs(2),
      batchSize: 1)
    var labels: [String] = []
    for try await event in try trainer.fit(try twoExamples()) { labels.append(event.label) }
    #expect(labels == ["step 0", "step 1", "step 2", "step 3", "finished 4"])
  }

  @Test func `the asynchronous form says the same`() async throws {
    let plain = try Setting().training().events()
    var events: [TrainingEvent] = []
    for try await event in try Setting().training() { events.append(event) }
    #expect(events == plain)
  }

  @Test func `a loss that is no number ends it with step and rate`() throws {
    // A rate of 1e30 takes the weights out of float32's reach with the update of step 1.
    let learner = learner(try line(), try twoExamples(), batchSize: 2)
    let plan = try Plan("constant(0.1).then(constant(1e30), at: 1).then(constant(0.5), at: 2)")
      .resolved(steps: 5)
    let training = try TrainingRun(learner: learner, plan: plan, validation: nil, validateEvery: 9)
    let error = #expect(throws: DivergenceError.self) { try training.events() }
    #expect(error?.step == 2)
    #expect(error?.learningRate == 1e30)
    #expect(error?.description == "the loss became infinite at step 2 with rate 1e+30")
    #expect(learner.step == 2)
    // Asking again says the same.
    #expect(throws: try #require(error)) { try training.next() }
  }

  @Test func `a loss of NaN is called that`() {
    let nan = TensorDivergence.nan
    #expect(nan == "the loss became NaN at step 0 with rate 0.1")
  }
}

private enum TensorDivergence {
  /// What is said of a first loss that is NaN.
  static var nan: String {
    do {
      let data = TensorDataset(
        inputs: try Tensor([Float.nan], shape: [1, 1]), targets: try Tensor.full([1, 1], 0))
      let training = try TrainingRun(
        learner: learner(try line(), data), plan: try Plan("constant(0.1)").resolved(steps: 5),
        validation: nil, validateEvery: 9)
      _ = try training.next()
      return "nothing"
    } catch { return "\(error)" }
  }
}
