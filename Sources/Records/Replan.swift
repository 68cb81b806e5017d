public import LearningRate

/// How a run continues with another plan, or for another length, than it began with.
public struct Replan: Hashable, Sendable {
  /// How the plan relates to the steps already made.
  public enum Way: String, Codable, Hashable, Sendable, CaseIterable {
    /// The plan is resolved for the whole run at its new length, and used from the current step on.
    case rebase
    /// The plan begins with its own step 0, and is resolved for the steps that are left.
    case then
    /// The plan does not change; after its end its last values are used.
    case hold
  }

  /// The way; nil to continue only if plan and length are unchanged.
  public let way: Way?
  /// The new plan; nil for the run's own.
  public let plan: Plan?
  /// The new length of the run; nil for its own.
  public let length: Length?

  /// A change of plan, of length, or of both.
  public init(_ way: Way?, plan: Plan? = nil, length: Length? = nil) {
    (self.way, self.plan, self.length) = (way, plan, length)
  }
}
