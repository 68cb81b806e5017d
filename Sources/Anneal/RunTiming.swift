/// The measured times of a run's parts, from which its length for a duration follows.
package struct RunTiming: Hashable, Sendable {
  /// Seconds of a step.
  package let step: Double
  /// Seconds of a validation.
  package let validation: Double
  /// The steps that the search for a rate makes, as a fraction of the run's; 0 for a given rate.
  package let search: Double

  /// The timing of these parts.
  ///
  /// - Precondition: the step's time is positive, the others are not negative.
  package init(step: Double, validation: Double, search: Double) {
    precondition(
      step > 0 && validation >= 0 && search >= 0,
      "times must be positive; received \(step), \(validation) and \(search)")
    (self.step, self.validation, self.search) = (step, validation, search)
  }

  /// The largest number of steps n, at least 1 and at most 1e9, with
  ///
  /// ```
  /// n·(1 + search)·step + validations(n)·validation ≤ seconds
  /// ```
  ///
  /// - Parameter validations: the number of validations of a run of n steps.
  package func steps(lasting seconds: Double, validations: (Int) -> Int) -> Int {
    func total(_ steps: Int) -> Double {
      Double(steps) * (1 + search) * step + Double(validations(steps)) * validation
    }
    // The time rises with the steps, so halving an interval finds the number.
    var (low, high) = (1, max(1, Int(min(1e9, seconds / step))))
    while low < high {
      let middle = (low + high + 1) / 2
      if total(middle) <= seconds { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
