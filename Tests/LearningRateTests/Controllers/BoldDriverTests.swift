import LearningRate
import Testing

@Suite struct BoldDriverTests {
  /// The losses from a table: alternating around a level, whose noise is then known.
  private func wobbling(_ level: Double, _ count: Int) -> [Double] {
    (0..<count).map { level + 0.01 * Double($0 % 2) }
  }

  @Test func `it raises at the second clear improvement and lowers at the second worsening`() {
    let driver = Controller.boldDriver(raise: 1.5, lower: 0.5)
    // a straight line has no noise: the best is set at the fifth, improved upon at the sixth
    let down = (0..<9).map { 10 - Double($0) }
    #expect(factors(driver, down) == [1, 1, 1, 1, 1, 1, 1.5, 1.5, 2.25])
    let up = (0..<9).map { 10 + Double($0) }
    #expect(factors(driver, up) == [1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.25])
    #expect(factors(.boldDriver(mode: .max), down) == factors(.boldDriver(), up))
  }

  @Test func `what stays within the noise changes nothing`() {
    // second differences of 0.02: σ is 0.0121, and twice that more than the median ever moves
    #expect(factors(.boldDriver(patience: 0), wobbling(1, 200)).allSatisfy { $0 == 1 })
    #expect(factors(.boldDriver(patience: 0), Array(repeating: 3, count: 50)).last == 1)
    let outlier = wobbling(1, 20) + [99] + wobbling(1, 20)
    #expect(factors(.boldDriver(patience: 0), outlier).allSatisfy { $0 == 1 })
  }

  @Test func `a rate that hurt is a ceiling for good`() {
    let driver = Controller.boldDriver(raise: 2, lower: 0.5, patience: 0, margin: 0)
    var state = driver.initialState
    var factors: [Double] = []
    let losses = [9.0, 9, 9, 9, 9, 8, 7, 6, 8, 8, 8, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5, -6, -7]
    for loss in losses {
      _ = state.observe(loss, at: 0)
      factors.append(state.factor(at: 0))
    }
    // it rose to 4, where it hurt; half of it, and then half way to 4 again and again
    #expect(factors.max() == 4)
    let after = factors[(factors.lastIndex(of: 4)! + 1)...]
    #expect(after.first == 2 && isClose(after.dropFirst(3).first!, 8.0.squareRoot()))
    #expect(after.last! > 3.6 && after.last! <= 4 / 1.05)
  }

  @Test func `a loss on its way back after a lowering is given time`() {
    let driver = Controller.boldDriver(patience: 0, margin: 0)
    // far above the best, but below where it lowered
    let losses = [1.0, 1, 1, 1, 1, 9, 9, 8, 7, 6, 5, 4, 3, 2]
    let found = factors(driver, losses)
    #expect(Array(Set(found)).sorted() == [0.5, 1])
  }

  @Test func `an improvement starts the count of worsenings again`() {
    // medians: 1, 1, 2, 2, 0, 0, 3 from the fifth on; two worsenings, an improvement, and one more
    let losses = [1.0, 1, 1, 1, 1, 2, 2, 0, 0, 3, 3]
    #expect(factors(.boldDriver(patience: 2, margin: 0), losses).allSatisfy { $0 == 1 })
    #expect(factors(.boldDriver(patience: 2, margin: 0), losses + [3, 3]).last == 0.5)
  }

  @Test func `a measurement that is none goes back and lowers, down to the bound`() {
    var state = Controller.boldDriver(lower: 0.5, minFactor: 0.3).initialState
    let actions = [1, .nan, .infinity, .nan, 1].map { state.observe($0, at: 0) }
    #expect(
      actions == [.keep, .restore(from: 1, to: 0.5), .restore(from: 0.5, to: 0.3), .keep, .keep])
  }

  @Test func `it lowers no more often than it says, whatever is measured`() {
    // ln(10 / 0.01) / ln 1.05 + 2
    let most = 143
    var random = SplitMix64(state: 61)
    for round in 0..<60 {
      var state = Controller.boldDriver(
        lower: 0.95, patience: round % 3, margin: Double(round % 4)
      ).initialState
      var (lowered, raised) = (0, 0)
      var level = 0.0
      for step in 0..<4_000 {
        // bends to do harm: better while the factor is low, worse while it is high
        let factor = state.factor(at: step)
        level += factor > 0.7 ? Double.random(in: -0.5...3, using: &random) : -1
        switch state.observe(round % 2 == 0 ? level : .random(in: 0...1, using: &random), at: step)
        {
        case .keep, .stop: break
        case .changed(let from, let to), .restore(let from, let to):
          if to < from { lowered += 1 } else { raised += 1 }
        }
      }
      #expect(lowered <= most && raised <= 30 * (lowered + 1), "\(lowered) \(raised)")
    }
  }

  /// The middle one of the losses that eight runs end with.
  private func medianLoss(rate: Double, _ controller: Controller? = nil) throws -> Double {
    let losses = try (UInt64(0)..<8).map { seed in
      var training = SimulatedTraining(seed: seed)
      try training.train(rate: rate, controller)
      return training.loss.isFinite ? training.loss : 1e300
    }
    return losses.sorted()[4]
  }

  @Test func `from a rate far too low or far too high it ends where a good rate does`() throws {
    let good = try medianLoss(rate: 1)
    let driver = Controller.boldDriver(maxFactor: 100)
    for rate in [0.01, 0.03, 0.1, 2.2, 4, 8, 20] {
      #expect(try medianLoss(rate: rate, driver) < 10 * good, "\(rate)")
    }
    for rate in [0.001, 0.01, 0.1, 8] {
      #expect(try medianLoss(rate: rate, driver) < medianLoss(rate: rate) / 10, "\(rate)")
    }
    // what it costs when the rate is good already
    for rate in [0.5, 1, 1.8] {
      #expect(try medianLoss(rate: rate, driver) < 5 * medianLoss(rate: rate), "\(rate)")
    }
  }

  @Test func `it answers a few times in a run, and goes back when the loss is none`() throws {
    for seed in UInt64(0)..<8 {
      var training = SimulatedTraining(seed: seed)
      try training.train(rate: 8, .boldDriver(maxFactor: 100))
      #expect(training.answers.count <= 10)
      #expect(training.answers.contains { if case .restore = $0 { true } else { false } })
      #expect(training.factors.last! < 0.5)
    }
  }
}
