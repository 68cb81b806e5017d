import LearningRate
import Optimizers
import Testing
import Torch
import Training

@Suite struct TrainerTests {
  @Test(arguments: [
    (Length.steps(7), 7), (.steps(7.4), 7), (.epochs(2), 20), (.epochs(0.25), 3), (.steps(0.1), 1),
    (.percent(5), 15), (.percent(0.01), 1),
  ])
  func `a length in steps is rounded and at least one`(length: Length, steps: Int) throws {
    // Of a run of 300 steps in epochs of 10: ¼ epoch is 2.5, rounded to 3.
    #expect(try length.stepCount(named: "length", of: 300, stepsPerEpoch: 10) == steps)
  }

  @Test(arguments: [
    (Length.percent(5), "length must be in steps or epochs; received 5%"),
    (.steps(0), "length must be positive; received 0"),
    (.epochs(-2), "length must be positive; received -2ep"),
    (.steps(.nan), "length must be positive; received nan"),
    (.epochs(1e15), "length must be at most 1e15 steps; received 1e15ep"),
  ])
  func `a length that cannot be is refused`(length: Length, message: String) {
    let error = #expect(throws: TrainingError.self) {
      try length.stepCount(named: "length", stepsPerEpoch: 10)
    }
    #expect(error?.description == message)
  }

  @Test func `a trainer resolves its plan over its length`() throws {
    let trainer = Trainer(
      model: try network(seed: 1), optimizer: .adamw(),
      plan: Plan(.cosine(from: 1, to: 0).warmup(.epochs(1))), length: .epochs(4), batchSize: 8,
      validateEvery: .percent(50))
    let training = try trainer.fit(try images(), validation: try images(9))
    #expect(training.steps == 20)
    #expect(training.plan.values(at: 5).learningRate == 1)  // one epoch of 5 steps
    let measured = try training.events().map(\.label).filter { $0.hasPrefix("validation") }
    #expect(measured == ["validation 10", "validation 20"])
  }

  @Test func `a stream has no epochs, and says so in one sentence`() throws {
    let stream = ExampleStream {
      { 1 as Float }
    } batch: { examples in
      let numbers = try Tensor(examples, shape: [examples.count, 1])
      return Batch(count: examples.count, ["input": numbers, "target": numbers])
    }
    func fault(
      _ length: Length, every: Length? = nil, plan: String = "constant(0.1)",
      isMeasured: Bool = false
    ) throws -> String? {
      let trainer = Trainer(
        model: try line(), optimizer: .sgd(), plan: try Plan(plan), length: length,
        validateEvery: every ?? .epochs(1))
      do {
        let run = try trainer.fit(stream, validation: isMeasured ? try twoExamples() : nil)
        #expect(try run.events().last?.label == "finished 6")
      } catch { return "\(error)" }
      return nil
    }
    let sentence = "a stream has no epochs; give "
    #expect(try fault(.epochs(3)) == sentence + "length in steps, as 5000; received 3ep")
    #expect(try fault(.percent(5)) == sentence + "length in steps, as 5000; received 5%")
    #expect(
      try fault(6, isMeasured: true)
        == sentence + "validateEvery in steps, as 5000; received 1ep")
    #expect(
      try fault(6, plan: "constant(0.1).warmup(1ep)")?
        .contains("in steps or percent, since the steps per epoch are not known") == true)
    #expect(try fault(6) == nil)
    #expect(try fault(6, every: .percent(50), isMeasured: true) == nil)
  }

  @Test func `lengths that cannot be resolved are named`() throws {
    func fault(_ length: Length, _ every: Length) throws -> String? {
      let trainer = Trainer(
        model: try line(), optimizer: .sgd(), plan: Plan(.constant(1)), length: length,
        validateEvery: every)
      do { _ = try trainer.fit(try twoExamples()) } catch { return "\(error)" }
      return nil
    }
    #expect(try fault(.percent(50), .epochs(1))?.hasPrefix("length must be in steps") == true)
    #expect(try fault(3, 0) == "validateEvery must be positive; received 0")
    #expect(try fault(3, 1) == nil)
  }
}
