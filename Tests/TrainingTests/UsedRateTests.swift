import LearningRate
import Optimizers
import Testing
import Torch
import Training

/// The rates that rules find are the ones that events and series tell.
@Suite struct UsedRateTests {
  /// What an update moved the weights of a line by, over its gradient, and what was told of the rate.
  private func steps(
    _ optimizer: String, rate: Double = 1, count: Int = 6
  ) throws -> [(moved: Double, told: Double)] {
    let model = try line()
    let weight = model.body.weight
    let learner = learner(
      model, try twoExamples(), optimizer: try Optimizer(optimizer), batchSize: 2)
    return try (0..<count).map { _ in
      let before = try weight.item()
      let report = try learner.advance(learningRate: rate)
      let gradient = try #require(weight.gradient).item()
      return ((before - (try weight.item())) / gradient, report.learningRate)
    }
  }

  @Test(arguments: ["dog(initial: 0.01)", "dowg", "dAdaptation(method: sgd, initial: 0.01)"])
  func `what is told of a gradient method is what it moved by`(optimizer: String) throws {
    // D-Adaptation's second step moves along a sum of gradients, so its first is looked at.
    let found = try steps(optimizer)
    for (moved, told) in optimizer.hasPrefix("do") ? found[...] : found[..<1] {
      #expect(abs(moved / told - 1) < 2e-3, "\(moved) \(told)")
    }
    #expect(found.last!.told != found.first!.told)
  }

  @Test func `momentum without momentum is cut down by the loss`() throws {
    // β = 0: the step is min(η, f/‖g‖²) along the gradient.
    let found = try steps("momo(beta: 0)", rate: 100, count: 3)
    for (moved, told) in found {
      #expect(abs(moved / told - 1) < 1e-3)
      #expect(told < 100)
    }
    // The loss is 11.125 and the gradient (−11.75, −3.25) at w = 0.5, b = 0 … by hand:
    // residuals −2.5, −4: loss (6.25 + 16)/2; gradient w: −2.5 − 8 = −10.5, b: −6.5; ‖g‖² = 152.5.
    #expect(abs(found[0].told - 11.125 / 152.5) < 1e-6)
  }

  @Test(arguments: [
    ("prodigy", 1), ("dAdaptation", 1), ("sgd.mechanic()", 0.01),
    ("sgd.hypergradient(rate: 1e-4)", 0.01),
  ])
  func `a rule that finds its rate tells it, and it changes`(optimizer: String, rate: Double) throws
  {
    let told = try steps(optimizer, rate: rate, count: 60).map(\.told)
    #expect(told.allSatisfy { $0.isFinite && $0 > 0 })
    #expect(Set(told).count > 3)
  }

  @Test func `a rule for some parameters does not speak for all`() throws {
    let mixed = try steps(#"sgd.using(prodigy(), in: "*.bias")"#, rate: 0.01)
    #expect(mixed.allSatisfy { $0.told == 0.01 })
    let other = try steps(#"prodigy.using(sgd(), in: "*.bias")"#)
    #expect(other.allSatisfy { $0.told < 0.01 })
  }

  @Test func `any other tells the plan's`() throws {
    for optimizer in ["sgd", "adamw", "lion.lookahead(k: 2)", "muon"] {
      #expect(try steps(optimizer, rate: 0.01).allSatisfy { $0.told == 0.01 })
    }
  }
}
