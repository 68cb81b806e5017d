internal import Search
internal import Training

extension FitSetup {
  /// The number of steps with which the run takes about `seconds`, by the measured times of a step and
  /// of a validation and the length of the search; at least 1.
  ///
  /// The weights and the data's order are as before afterwards. A machine that becomes busier makes
  /// the run longer than that.
  ///
  /// - Throws: `DivergenceError` or an error of the engine.
  public func steps(lasting seconds: Double) throws -> Int {
    let snapshot = try learner.snapshot()
    let step = try secondsOfAStep(atMost: min(2, seconds / 10))
    try learner.restore(snapshot)
    let validation = try ContinuousClock().measure {
      _ = try Evaluation(of: learner.model, on: self.validation)
    }
    let searches = configuration.effectivePeak == .found
    let timing = RunTiming(
      step: step, validation: validation.seconds,
      search: searches ? Double(finder().budget) / Double(max(1, steps)) : 0)
    return timing.steps(lasting: seconds) { steps in
      let every = try? configuration.validateEvery.stepCount(
        named: "validateEvery", of: steps, stepsPerEpoch: length.stepsPerEpoch)
      return 1 + steps / max(1, every ?? steps)
    }
  }

  /// The median time of a step, over as many as fit, after three that warm up.
  private func secondsOfAStep(atMost limit: Double) throws -> Double {
    let clock = ContinuousClock()
    // So small a rate changes nothing that matters, and the weights are restored in any case.
    func advance() throws { _ = try learner.advance(learningRate: 1e-12) }
    for _ in 0..<3 { try advance() }
    let start = clock.now
    var times: [Double] = []
    repeat {
      times.append(try clock.measure { try advance() }.seconds)
    } while times.count < 5 || ((clock.now - start).seconds < limit && times.count < 1_000)
    return max(1e-6, times.sorted()[times.count / 2])
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
