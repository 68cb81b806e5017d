package import LearningRate

/// What a search needs to know of a run's schedule.
package struct SearchedSchedule {
  /// The step with the largest rate.
  package let peakStep: Int
  /// Whether the rate is the same at all steps.
  package let isConstant: Bool
  /// Whether the rate ends below half of its largest value.
  package let decays: Bool
  /// The factor from the best peak under a warm-up and a cosine to that under this schedule.
  package let factor: Double

  /// The shape of `plan` over a run of `steps` steps, seen at up to 2,000 of them.
  ///
  /// - Parameter hasFactor: whether the factor applies to the rule; otherwise it is 1.
  package init(_ plan: ResolvedPlan, steps: Int, hasFactor: Bool) {
    let curve = plan.learningRate
    let count = min(max(1, steps), 2000)
    let seen = (0..<count).map { $0 * steps / count }
    let values = seen.map(curve.value)
    let peak = values.max() ?? 0
    peakStep = seen[values.firstIndex(of: peak) ?? 0]
    isConstant = values.allSatisfy { $0 == peak }
    decays = curve.value(at: max(0, steps - 1)) < peak / 2
    factor = hasFactor ? ScheduleTransfer.factor(of: curve, steps: steps) : 1
  }
}
