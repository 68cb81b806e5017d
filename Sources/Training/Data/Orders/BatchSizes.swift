package import LearningRate

/// The number of examples of each step, as a plan schedules it: `Hyperparameter.batchSize`.
public struct BatchSizes: Hashable, Sendable {
  /// The size where the plan does not say another.
  public let usual: Int
  private let plan: ResolvedPlan
  /// The plan's updates in a step.
  private let updates: Int

  /// What `plan` says in a training whose steps make so many `updates` of it.
  package init(_ plan: ResolvedPlan, usual: Int, updates: Int = 1) {
    (self.plan, self.usual, self.updates) = (plan, usual, updates)
  }

  /// The number of examples of `step`: the schedule's value, rounded.
  public subscript(step: Int) -> Int {
    guard let curve = plan.batchSize else { return usual }
    return Self.rounded(curve.value(at: plan.time(at: step * updates)))
  }

  /// From the smallest to the largest.
  public var range: ClosedRange<Int> {
    guard let range = plan.batchSize?.range else { return usual...usual }
    return Self.rounded(range.lowerBound)...Self.rounded(range.upperBound)
  }

  private static func rounded(_ value: Double) -> Int {
    Int(min(max(value.rounded(), 1), Double(mostExamples)))
  }

  /// More than any step has.
  static let mostExamples = 1_000_000_000
}
