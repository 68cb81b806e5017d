import Notation

/// A change of a run between two of its updates that is decided outside its plan, by a person or by
/// code.
///
/// ```swift
/// try training.perform(.scale(by: 0.5))               // from code
/// ```
///
/// Its notation, such as `scale(0.5)`, is what `anneal steer` takes and what the run's record holds. An
/// act has effect from the next update on. A run that is repeated with its acts ends with the same
/// weights, bit for bit. What the plan's own controllers do is not an act: it follows from the run.
public enum Act: Hashable, Sendable {
  /// Multiplies every rate of the updater called `updater`, or of all updaters, by `factor`, in
  /// addition to the plan, its controllers and earlier acts.
  case scale(by: Double, of: String? = nil)
  /// Multiplies them by the factor with which the next update has the rate `rate`; the plan goes on in
  /// proportion.
  case rate(Double, of: String? = nil)
  /// Replaces the plan of an updater.
  case plan(PlanChange)
  /// Restores the weights and the optimizers' state as they were after `step` updates, or at the last
  /// checkpoint; the data and the plan go on.
  case goBack(to: Int? = nil)
  /// Writes a checkpoint.
  case checkpoint
  /// Ends the run, which can be resumed.
  case stop

  /// What is wrong with this act; nil if it is valid.
  public var fault: ScheduleError? {
    parameterFault.map { ScheduleError($0).about(word) }
  }
}

/// Another plan for an updater, and its position in the run.
public struct PlanChange: Hashable, Sendable {
  /// The plan.
  public var plan: Plan
  /// The updater's name; nil for the only updater, or the first.
  public var updater: String?
  /// The update that is step 0 of the plan; nil for the next.
  public var start: Int?
  /// The number of updates that the plan is resolved for; nil for all that are left.
  public var steps: Int?
  /// The new length of the run in steps; nil for no change.
  public var runSteps: Int?

  /// A change that has effect from the next update on; what is nil follows from the run.
  public init(
    _ plan: Plan, of updater: String? = nil, from start: Int? = nil, over steps: Int? = nil,
    until runSteps: Int? = nil
  ) {
    (self.plan, self.updater, self.start, self.steps) = (plan, updater, start, steps)
    self.runSteps = runSteps
  }
}
