internal import RealModule

/// Learning rates that rise by a constant factor per step.
package struct GeometricRates: Hashable, Sendable {
  package let lowest: Double
  package let highest: Double
  package let steps: Int

  package init(from lowest: Double, to highest: Double, steps: Int) {
    (self.lowest, self.highest, self.steps) = (lowest, highest, steps)
  }

  /// `lowest` at step 0, `highest` at the last step; fractional steps are interpolated.
  package func rate(at step: Double) -> Double {
    lowest * Double.exp(Double.log(highest / lowest) * step / Double(max(1, steps - 1)))
  }

  package func rate(_ step: Int) -> Double { rate(at: Double(step)) }
}
