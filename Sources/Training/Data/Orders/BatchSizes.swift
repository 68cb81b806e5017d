package import LearningRate

/// The batch size of each step, as a plan schedules it with `Hyperparameter.batchSize`.
public struct BatchSizes: Hashable, Sendable {
  /// The batch size where the plan schedules none.
  public let usual: Int
  private let plan: ResolvedPlan
  /// The number of the plan's updates in a step.
  private let updates: Int

  /// Creates the sizes that `plan` schedules for a training with `updates` of its updates in a
  /// step.
  package init(_ plan: ResolvedPlan, usual: Int, updates: Int = 1) {
    (self.plan, self.usual, self.updates) = (plan, usual, updates)
  }

  /// The number of examples of `step`: the schedule's value, rounded.
  public subscript(step: Int) -> Int {
    guard let curve = plan.batchSize else { return usual }
    return Self.rounded(curve.value(at: plan.time(at: step * updates)))
  }

  /// The smallest and the largest size.
  public var range: ClosedRange<Int> {
    guard let range = plan.batchSize?.range else { return usual...usual }
    return Self.rounded(range.lowerBound)...Self.rounded(range.upperBound)
  }

  private static func rounded(_ value: Double) -> Int {
    Int(min(max(value.rounded(), 1), Double(mostExamples)))
  }

  /// An upper bound on the examples of a step.
  static let mostExamples = 1_000_000_000
}
