import Notation

/// A change of a run between two of its updates, decided outside its plan: by a person, by code, or by what
/// was found in its curves.
///
/// ```swift
/// try training.perform(.scale(by: 0.5))               // from code
/// ```
///
/// Its notation is what `anneal steer` takes and what the run's record holds: `scale(0.5)`. An act holds
/// from the next update on. A run that is repeated with its acts comes to the same weights, bit for bit;
/// what the plan's own controllers do follows from the run, and is no act.
public enum Act: Hashable, Sendable {
  /// Multiplies every rate of the updater called `updater`, or of all, by `factor`, on top of the plan, its
  /// controllers and acts before.
  case scale(by: Double, of: String? = nil)
  /// Multiplies them by what makes the rate of the next update `rate`: the plan goes on in proportion.
  case rate(Double, of: String? = nil)
  /// Puts another plan in the place of an updater's.
  case plan(PlanChange)
  /// Puts weights and history back to what they were after `step` updates, or at the last checkpoint; the
  /// data and the plan go on.
  case goBack(to: Int? = nil)
  /// Writes a checkpoint.
  case checkpoint
  /// Ends the run, which can be resumed.
  case stop

  /// The one rule of what a valid act is; nil if this one is valid.
  public var fault: ScheduleError? {
    parameterFault.map { ScheduleError($0).about(word) }
  }
}

/// Another plan for an updater, and where in the run it lies.
public struct PlanChange: Hashable, Sendable {
  /// The plan.
  public var plan: Plan
  /// Whose; nil for the only updater's, or the first's.
  public var updater: String?
  /// The updater's update at which the plan's own step 0 lies; nil for the next.
  public var start: Int?
  /// The updates that the plan is resolved for; nil for those that are left.
  public var steps: Int?
  /// The length of the run in steps; nil for its own.
  public var runSteps: Int?

  /// A change that holds from the next update on; what is nil follows from the run.
  public init(
    _ plan: Plan, of updater: String? = nil, from start: Int? = nil, over steps: Int? = nil,
    until runSteps: Int? = nil
  ) {
    (self.plan, self.updater, self.start, self.steps) = (plan, updater, start, steps)
    self.runSteps = runSteps
  }
}
