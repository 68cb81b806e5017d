import Optimizers
import Testing

@Suite struct IndependentDecayTests {
  /// What a step without a gradient leaves of a matrix and a vector of ones.
  private func step(
    _ optimizer: Optimizer, rate: Double, peak: Double?, decay: Double? = nil
  ) throws -> [Double] {
    let parameters = Parameters<Double>([[1], [1]], sizes: [[1, 1], [1]])
    let group = StepSettings.Group(
      learningRate: rate, hyperparameters: decay.map { ["weightDecay": $0] } ?? [:], peakRate: peak)
    try optimizer.step(
      parameters.buffers, parameters.state(of: optimizer),
      StepSettings(groups: [group], groupOfParameter: []))
    return parameters.numbers.map { $0[0] }
  }

  @Test(arguments: [
    "adamw", "lion", "signSGD", "nadam(decoupled: true)", "radam(decoupled: true)",
    "ademamix", "adabelief",
  ])
  func `at the peak a parameter shrinks by the decay, whatever the peak`(rule: String) throws {
    let word = rule.split(separator: "(")[0]
    let flag = rule.contains("(") ? ", decoupled: true" : ""
    guard
      let optimizer = try? Optimizer("\(word)(weightDecay: 0.25\(flag)).independentDecay")
    else {
      Issue.record("\(rule) has no decoupled decay")
      return
    }
    for peak in [1.0, 0.5, 0.125] {
      // A zero gradient moves nothing, so the decay is all: 1 − 0.25, and half of it at half the peak.
      let whole = try step(optimizer, rate: peak, peak: peak)
      #expect(abs(whole[0] - 0.75) < 1e-12, "\(rule) \(whole)")
      let half = try step(optimizer, rate: peak / 2, peak: peak)
      #expect(abs(half[0] - 0.875) < 1e-12, "\(rule) \(half)")
    }
  }

  @Test func `a scheduled decay, and one of matrices alone, are made independent too`() throws {
    let scheduled = try step(
      .adamw(weightDecay: 0.25).independentDecay(), rate: 0.125, peak: 0.125, decay: 0.5)
    #expect(scheduled == [0.5, 0.5])
    for optimizer: Optimizer in [
      .adamw(weightDecay: 0.5).decayingMatrices().independentDecay(),
      .adamw(weightDecay: 0.5).independentDecay().decayingMatrices(),
      .adamw(weightDecay: 0.5).cautious().decayingMatrices().independentDecay(),
    ] {
      #expect(try step(optimizer, rate: 0.125, peak: 0.125) == [0.5, 1], "\(optimizer)")
    }
  }

  @Test func `without a plan the rate counts as its own peak`() throws {
    #expect(
      try step(.adamw(weightDecay: 0.25).independentDecay(), rate: 0.125, peak: nil) == [
        0.75, 0.75,
      ])
    #expect(try step(.adamw(weightDecay: 0.25).independentDecay(), rate: 0, peak: 0) == [1, 1])
  }

  @Test(arguments: ["sgd", "adam", "rmsprop(weightDecay: 0.1)", "adadelta"])
  func `a base whose decay is part of the gradient is an error`(base: String) {
    let text = errorText { try Optimizer("\(base).independentDecay") }
    #expect(
      text.contains("must be a rule with a weight decay beside its step, such as adamw"), "\(text)")
  }

  @Test func `caution comes before, as it leaves the decay alone`() throws {
    #expect(
      errorText { try Optimizer("adamw.independentDecay.cautious") }
        .contains("without independentDecay, which follows it"))
    #expect(
      try Optimizer("adamw.cautious.independentDecay").description
        == "adamw.cautious().independentDecay()")
  }
}
