/// The losses of a ramp, as a range test's package records them.
package struct RangeCurve: Sendable {
  /// The package that smooths them.
  package let origin: RangePackage
  /// The rates of the ramp's steps.
  package let ramp: RangeRamp
  /// The losses of the training batches, one for each step that was made.
  package private(set) var losses: [Double] = []
  private var smoothing: SmoothedLosses

  package init(_ origin: RangePackage, ramp: RangeRamp) {
    (self.origin, self.ramp, smoothing) = (origin, ramp, SmoothedLosses(origin))
  }

  /// The smoothed losses; up to the end of the ramp if its weights stopped being numbers.
  package var smoothed: [Double] { smoothing.values }

  /// Records the loss of the next step's batch, before its update.
  ///
  /// - Parameter isUpdated: whether the step changed the weights. Where a gradient was not finite it
  ///   did not; in the package the weights are no numbers from there on, and neither are the losses.
  /// - Returns: whether the ramp goes on.
  package mutating func record(_ loss: Double, isUpdated: Bool = true) -> Bool {
    losses.append(loss)
    let goesOn = smoothing.append(loss) && losses.count < ramp.steps
    guard goesOn, !isUpdated else { return goesOn }
    while smoothing.values.count < ramp.steps { _ = smoothing.append(.nan) }
    return false
  }

  /// The step whose rate the package suggests; nil where it fails for want of losses.
  package func step(by test: RangeTest) -> Int? {
    let steps = origin.considered(smoothed)
    guard test.origin == origin, steps.count >= test.fewestLosses else { return nil }
    let losses = steps.map { smoothed[$0] }
    let (losses32, rates32) = (losses.map(Float.init), steps.map { Float(ramp.rate(at: $0)) })
    let place =
      switch test {
      case .steepest: FastaiRules.steepest(losses32, rates32)
      case .valley: FastaiRules.valley(losses32)
      case .slide: FastaiRules.slide(losses32)
      case .minimumTenth: losses32.firstLeast
      case .lightning: Slopes.overUnevenPlaces(losses32, rates32).firstLeast
      case .smith, .torchLRFinder: Slopes.overSteps(losses).firstLeast
      }
    return steps[place]
  }

  /// The suggestion of a range test.
  ///
  /// - Throws: `SearchError` where the package fails, and where its suggestion would mean nothing: if
  ///   the smoothed loss never falls, or the loss beside the suggested rate is not finite.
  package func suggestion(by test: RangeTest) throws -> RangeSuggestion {
    let steps = origin.considered(smoothed)
    guard let step = step(by: test), let place = steps.firstIndex(of: step) else {
      throw SearchError.noSuggestion(
        by: test.title,
        "it needs \(test.fewestLosses) \(test.fewestLosses == 1 ? "loss" : "losses") after the first "
          + "\(RangePackage.skippedAtStart) and before the last \(origin.skippedAtEnd); received "
          + "\(steps.count), since the loss \(losses.last?.isFinite == true ? "rose" : "was not finite") "
          + "at the rate \(ramp.rate(at: max(0, losses.count - 1)).threeDigits)")
    }
    let rate = ramp.rate(at: step)
    let near = steps[max(0, place - 1)...min(place + 1, steps.count - 1)]
    guard near.allSatisfy({ smoothed[$0].isFinite }) else {
      throw SearchError.noSuggestion(
        by: test.title, "it would suggest \(rate.threeDigits), where the loss is not finite")
    }
    guard zip(steps, steps.dropFirst()).contains(where: { smoothed[$1] < smoothed[$0] }) else {
      throw SearchError.noSuggestion(
        by: test.title,
        "the smoothed loss must fall somewhere; it does not from the rate "
          + "\(ramp.rate(at: steps[0]).threeDigits) to \(ramp.rate(at: steps[steps.count - 1]).threeDigits)"
      )
    }
    return RangeSuggestion(
      test, step: step, rate: test.origin == .fastai ? Double(Float(rate)) : rate,
      interval: test == .smith ? fall(around: step) : nil)
  }

  /// Whether the losses of the five batches around a suggestion's step are on average above those of the
  /// first five, so that at its rate the training had lost what it had gained.
  package func hasRisen(at suggestion: RangeSuggestion) -> Bool {
    func mean(_ steps: ClosedRange<Int>) -> Double {
      let losses = losses[steps.clamped(to: 0...(losses.count - 1))]
      return losses.reduce(0, +) / Double(losses.count)
    }
    return !(mean((suggestion.step - 2)...(suggestion.step + 2)) <= mean(0...4))
  }

  /// The rates from where the smoothed loss begins to fall towards a step to where it is lowest after
  /// it: those of the highest loss up to the step and the lowest loss from it on, among the losses that
  /// the package looks at.
  package func fall(around step: Int) -> ClosedRange<Double> {
    let steps = origin.considered(smoothed)
    let first = steps.filter { $0 <= step }.max { smoothed[$0] < smoothed[$1] } ?? step
    let last = steps.filter { $0 >= step }.min { smoothed[$0] < smoothed[$1] } ?? step
    return ramp.rate(at: first)...ramp.rate(at: last)
  }
}
