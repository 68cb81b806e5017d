public import LearningRate

/// How a run goes on under another plan, or for another length, than it was begun with.
public struct Replan: Hashable, Sendable {
  /// How the plan and the steps already made fit together.
  public enum Way: String, Codable, Hashable, Sendable, CaseIterable {
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
  public let length: Length?

  /// A change of plan, of length, or of both.
  public init(_ way: Way?, plan: Plan? = nil, length: Length? = nil) {
    (self.way, self.plan, self.length) = (way, plan, length)
  }
}
