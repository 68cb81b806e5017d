internal import RealModule

/// Rates that rise by the same factor from step to step.
struct RateLadder: Hashable, Sendable {
  let lowest: Double
  let highest: Double
  let steps: Int

  init(from lowest: Double, to highest: Double, steps: Int) {
    (self.lowest, self.highest, self.steps) = (lowest, highest, steps)
  }

  /// `lowest` at step 0, `highest` at the last; a fractional step lies between.
  func rate(at step: Double) -> Double {
    lowest * Double.exp(Double.log(highest / lowest) * step / Double(max(1, steps - 1)))
  }

  func rate(_ step: Int) -> Double { rate(at: Double(step)) }
}
