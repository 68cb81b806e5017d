/// The hyperparameters of one update, as plain numbers.
public struct PlanValues: Hashable, Sendable {
  /// The learning rate of the parameters to which no clause applies.
  public let learningRate: Double
  /// The values of each group of parameters; empty if all use only ``learningRate``.
  public let groups: [Group]
  /// The weights of the losses that the plan weighs, by name.
  public let weights: [String: Double]

  /// The values of one group of parameters.
  public struct Group: Hashable, Sendable {
    /// The group's learning rate.
    public let learningRate: Double
    /// The other hyperparameters that the plan schedules.
    public let hyperparameters: [Hyperparameter: Double]
    /// The largest value of the schedule that gives the group's rate, over the whole plan and scaled as the
    /// group's rate is; nil without a plan.
    public let peakRate: Double?

    /// Creates the values of a group.
    public init(
      learningRate: Double, hyperparameters: [Hyperparameter: Double] = [:], peakRate: Double? = nil
    ) {
      (self.learningRate, self.hyperparameters) = (learningRate, hyperparameters)
      self.peakRate = peakRate
    }
  }

  /// Creates the values of one update.
  public init(learningRate: Double, groups: [Group] = [], weights: [String: Double] = [:]) {
    (self.learningRate, self.groups, self.weights) = (learningRate, groups, weights)
  }

  /// The values of the group at `index`, or of all parameters when there are no groups.
  public subscript(group index: Int) -> Group {
    groups.isEmpty ? Group(learningRate: learningRate) : groups[index]
  }
}
