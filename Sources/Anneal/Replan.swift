public import LearningRate
internal import Training

/// How a run goes on under another plan, or for another length, than it was begun with.
public struct Replan: Hashable, Sendable {
  /// How the plan and the steps already made fit together.
  public enum Way: String, Hashable, Sendable, CaseIterable {
    /// The plan is resolved for the whole run at its new length, and read from here on.
    case rebase
    /// The plan begins here, with its own step 0, and has the steps that are left.
    case then
    /// The plan stays as it is; past its end it holds its last values.
    case hold
  }

  /// The way; nil to go on only if nothing differs.
  public let way: Way?
  /// The new plan; nil for the run's own.
  public let plan: Plan?
  /// The new length of the run; nil for its own.
  public let length: Span?

  /// A change of plan, of length, or of both.
  public init(_ way: Way?, plan: Plan? = nil, length: Span? = nil) {
    (self.way, self.plan, self.length) = (way, plan, length)
  }

  /// What the run goes on under, after `step` updates.
  ///
  /// - Throws: `TrainingError` for a difference without a way, a length that leaves no step, or a plan
  ///   where the way is to hold; `ScheduleError` when a length of the plan does not fit.
  func course(after step: Int, of old: FitCourse) throws -> FitCourse {
    let stepsPerEpoch = old.plan.stepsPerEpoch
    let steps =
      try length?.stepCount(named: "the length", stepsPerEpoch: stepsPerEpoch) ?? old.steps
    let next = plan ?? old.plan.plan
    guard let way else { return try unchanged(old, next, steps) }
    guard steps > step else {
      throw TrainingError(
        "the length must be more than the \(step) steps that are made; received \(steps)")
    }
    switch way {
    case .rebase:
      let plan = try next.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch)
      return FitCourse(plan: plan, steps: steps)
    case .then:
      let plan = try next.resolved(
        steps: steps - step, stepsPerEpoch: stepsPerEpoch, startingAt: step)
      return FitCourse(plan: plan, steps: steps)
    case .hold:
      guard next == old.plan.plan else {
        throw TrainingError(
          "a plan cannot be given where the run's own is held; received '\(next)'")
      }
      return FitCourse(plan: old.plan, steps: steps)
    }
  }

  private func unchanged(_ old: FitCourse, _ next: Plan, _ steps: Int) throws -> FitCourse {
    let asked =
      next == old.plan.plan && steps == old.steps ? old.planned : "\(next), \(steps) steps"
    guard let difference = PlanDifference(old.planned, asked) else { return old }
    throw TrainingError(
      "the run was planned otherwise, and it must be said how to go on: "
        + "\(Way.allCases.map(\.rawValue).joined(separator: ", "))\n\(difference)")
  }
}
