internal import Search
internal import Training

extension FitSetup {
  /// The number of steps with which the run takes about `seconds`, from the measured time of a step
  /// and of a validation:
  ///
  /// ```
  /// seconds = steps·(1 + s)·step + validations(steps)·validation
  /// ```
  ///
  /// where s is the fraction of steps that the search for a rate makes besides; 0 for a given rate. The
  /// weights and the data's order are as before afterwards.
  ///
  /// - Throws: `DivergenceError` or an error of the engine.
  public func steps(lasting seconds: Double) throws -> Int {
    let snapshot = try learner.snapshot()
    let step = try secondsOfAStep(atMost: min(2, seconds / 10))
    try learner.restore(snapshot)
    let clock = ContinuousClock()
    let validationTime = try clock.measure {
      _ = try Evaluation(of: learner.model, on: validation)
    }
    let searches = configuration.effectivePeak == .found
    let search = searches ? Double(finder().budget) / Double(max(1, steps)) : 0
    func total(_ steps: Int) -> Double {
      let every = try? configuration.validateEvery.stepCount(
        named: "validateEvery", of: steps, stepsPerEpoch: length.stepsPerEpoch)
      let validations = 1 + steps / max(1, every ?? steps)
      return Double(steps) * (1 + search) * step + Double(validations) * validationTime.seconds
    }
    // The time rises with the steps, so halving an interval finds the number.
    var (low, high) = (1, max(1, Int(min(1e9, seconds / step))))
    while low < high {
      let middle = (low + high + 1) / 2
      if total(middle) <= seconds { low = middle } else { high = middle - 1 }
    }
    return low
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
