import LearningRate
import Notation
import Optimizers
import Search
import Testing

@Suite struct TrainingAdviceTests {
  private func facts(
    _ kind: NetworkKind = .cnn, steps: Int = 500, batchSize: Int = 32, examples: Int? = nil,
    optimizer: Optimizer? = nil, plan: Plan? = nil, clipping: GradientClipping? = nil,
    noise: TrainingFacts.NoiseScale = .unknown
  ) -> TrainingFacts {
    TrainingFacts(
      kind: kind, parameters: 10_000, batchSize: batchSize, steps: steps, examples: examples,
      optimizer: optimizer, plan: plan, clipping: clipping, noise: noise)
  }

  private func line(_ subject: String, _ facts: TrainingFacts) throws -> AdviceLine? {
    try TrainingAdvice(facts).lines.first { $0.subject == subject }
  }

  @Test func `a plan is advised with its peak`() throws {
    let advice = try TrainingAdvice(facts())
    // 3e-3 · 3.16 = 0.00948
    #expect(advice.plan.description == "cosine(from: 0.00948, to: 0).warmup(5%)")
    #expect(advice.optimizer.description == "adamw" && advice.clipping == nil)
    let regret = try #require(advice.expectedRegret)
    #expect(regret.median < regret.ninetieth)
    for line in advice.lines { #expect(!line.value.isEmpty && !line.reason.isEmpty) }
  }

  @Test func `what is asked for is kept, and scaled to the peak`() throws {
    let advice = try TrainingAdvice(
      facts(
        .rnn, optimizer: .sgd(momentum: 0.9), plan: Plan("linear(from: 2, to: 0)"),
        clipping: .norm(5)))
    let peak = try advice.plan.learningRate.resolved(steps: 500, stepsPerEpoch: nil).peak
    #expect(abs(peak / advice.rate.rate - 1) < 1e-12)
    // 0.05 · 4.64, times 1.04 of the linear schedule: docs/finding.md
    #expect(abs(advice.rate.rate / 0.241 - 1) < 0.01)
    #expect(advice.optimizer.description == "sgd(momentum: 0.9)")
    #expect(advice.clipping == .norm(5))
    #expect(advice.lines.first?.reason == "as given")
  }

  @Test func `a plan in epochs needs their length, and one without a rate is refused`() throws {
    let plan = try Plan("cosine(from: 1, to: 0, over: 2ep)")
    #expect(throws: ScheduleError.self) { try TrainingAdvice(facts(plan: plan)) }
    #expect(try TrainingAdvice(facts(plan: plan), stepsPerEpoch: 50).rate.rate > 0)
    #expect(throws: ScheduleError.self) {
      try TrainingAdvice(facts(plan: Plan(.constant(0))))
    }
  }

  @Test func `gradients of recurrent networks and transformers are clipped`() throws {
    for kind in NetworkKind.allCases {
      let expected: GradientClipping? = [.rnn, .transformer].contains(kind) ? .norm(1) : nil
      #expect(try TrainingAdvice(facts(kind)).clipping == expected)
    }
  }

  @Test func `the warm-up of a long run is as long as Adam's memory`() throws {
    #expect(try line("warm-up", facts(steps: 40_000))?.value == "5 % of the run, 2000 steps")
    #expect(try line("warm-up", facts(steps: 40_001))?.value == "2000 steps")
    let momentum = facts(steps: 400_000, optimizer: .sgd(momentum: 0.9))
    #expect(try line("warm-up", momentum)?.value == "5 % of the run, 20000 steps")
    #expect(
      try TrainingAdvice(facts(steps: 400_000)).plan.description.hasSuffix(".warmup(2000)"))
  }

  @Test func `an optimizer that keeps its rate gets a constant one, without a warm-up`() throws {
    let advice = try TrainingAdvice(facts(optimizer: .dog()))
    #expect(advice.plan.description == "constant(1)")
    #expect(!advice.lines.contains { $0.subject == "warm-up" })
  }

  /// 1/(4.57e-3 · 0.1) = 2,188 steps, of 20,000 10.9 %; 2/(4.57e-3 · 20,000) = 0.0219.
  @Test func `a weight decay is told as the share of the run that weights remember`() throws {
    let line = try #require(try line("weight decay", facts(.transformer, steps: 20_000)))
    #expect(line.value == "0.1")
    #expect(line.reason.contains("10.9 % of the run") && line.reason.contains("with 0.0219"))
    #expect(try self.line("weight decay", facts(optimizer: .sgd())) == nil)
    // 2/(0.00948 · 50) = 4.2 would be no weight decay that anybody uses.
    #expect(try self.line("weight decay", facts(steps: 50))?.reason.contains("half") == false)
  }

  /// From a batch of 32 to 64 at a noise scale of 200: (1 + 200/32)/(1 + 200/64) = 1.758 for SGD, and for
  /// Adam (√6.25 + √0.16)/(√3.125 + √0.32) = 1.243.
  @Test func `a batch below the noise scale may grow, with the rate`() throws {
    let adam = try #require(try line("batch size", facts(noise: .examples(200))))
    #expect(adam.reason.contains("twice the batch") && adam.reason.hasSuffix("the rate times 1.24"))
    let sgd = try line("batch size", facts(optimizer: .sgd(), noise: .examples(200)))
    #expect(sgd?.reason.hasSuffix("the rate times 1.76") == true)
    let large = try line("batch size", facts(batchSize: 800, noise: .examples(200)))
    #expect(large?.reason.contains("half the batch") == true)
    let equal = try line("batch size", facts(batchSize: 200, noise: .examples(200)))
    #expect(equal?.reason.contains("about the batch") == true)
    let lost = try line("batch size", facts(noise: .beyondMeasure))
    #expect(lost?.reason.contains("nearly all noise") == true)
    #expect(try line("batch size", facts())?.reason.contains("not measured") == true)
  }

  @Test func `examples that are seen often are a reason for care`() throws {
    #expect(try line("length", facts(examples: 1000))?.value == "each example is seen 16 times")
    #expect(try line("length", facts(examples: 10_000)) == nil)
  }
}
