import LearningRate
import Optimizers
import Search
import Testing

/// The expected rates come from the formula in Python.
@Suite struct AdvisedRateTests {
  private func rate(
    _ kind: NetworkKind, _ optimizer: Optimizer, steps: Int, parameters: Int = 1000,
    schedule: Double = 1
  ) -> AdvisedRate {
    AdvisedRate(
      TrainingFacts(kind: kind, parameters: parameters, batchSize: 32, steps: steps), optimizer,
      scheduleFactor: schedule)
  }

  @Test func `the rate is the product of its factors, to three digits`() {
    // 3e-3 · 3.83 · (20000/500)^(−1/4) · (10e6/200e3)^(−0.3)
    #expect(rate(.transformer, .adamw(), steps: 20_000, parameters: 10_000_000).rate == 0.00141)
    // 0.05 · 1.78 · 128^(−1/4)
    #expect(rate(.cnn, .sgd(momentum: 0.9), steps: 64_000).rate == 0.0265)
    // 3e-4 · 5.62 · 0.36
    #expect(rate(.mlp, .lion(), steps: 500, schedule: 0.36).rate == 6.07e-4)
    #expect(rate(.linear, .adamw(), steps: 500).rate == 0.003)
  }

  @Test func `only large transformers have a factor for their size`() {
    // GPT-3 Small was trained with 6e-4; 3e-3 · 3.83 · 200^(−1/4) · 625^(−0.3)
    let large = rate(.transformer, .adamw(), steps: 1_000_000, parameters: 125_000_000)
    #expect(large.rate == 4.43e-4)
    #expect(large.factors.count == 5)
    for other in [
      rate(.transformer, .adamw(), steps: 500, parameters: 200_000),
      rate(.transformer, .sgd(), steps: 500, parameters: 125_000_000),
      rate(.cnn, .adamw(), steps: 500, parameters: 125_000_000),
    ] {
      #expect(other.factors.count == 4)
    }
  }

  @Test func `runs beyond those that were measured count as the nearest of these`() {
    #expect(rate(.rnn, .adamw(), steps: 1).rate == rate(.rnn, .adamw(), steps: 300).rate)
    // 3e-3 · 4.64 · 0.6^(−1/4)
    #expect(rate(.rnn, .adamw(), steps: 1).rate == 0.0158)
    #expect(
      rate(.rnn, .adamw(), steps: 100_000).rate == rate(.rnn, .adamw(), steps: 900_000_000).rate)
  }

  @Test func `the interval is as far on both sides`() {
    let rate = rate(.transformer, .adamw(), steps: 20_000, parameters: 10_000_000)
    #expect(rate.interval == 1.18e-4...0.017)
  }

  @Test func `an optimizer that finds its own step keeps its rate of 1`() {
    let rate = rate(.rnn, .prodigy(), steps: 5000, schedule: 0.5)
    #expect(rate.rate == 1 && rate.factors.count == 1)
  }

  @Test(arguments: [
    ("sgd", true), ("sgd(momentum: 0.9)", true), ("adamw", false), ("lion", false),
    ("muon", false), ("adagrad", false), ("lamb", false), ("sgd.lookahead()", true),
  ])
  func `a family is how the step depends on the gradient`(
    notation: String, isProportional: Bool
  ) throws {
    let family = AdviceConstants.Family(try Optimizer(notation))
    #expect((family == .proportional) == isProportional)
  }
}
