/// What one step of an optimizer uses: the rate and whatever else is scheduled, group by group.
public struct StepSettings: Sendable {
  /// The groups of parameters.
  public let groups: [Group]
  /// The group of each parameter, in the parameters' order; empty when all are in the first.
  public let groupOfParameter: [Int]
  /// What every gradient is multiplied by.
  public let gradientScale: Double
  /// The loss before the step, for the rules that use it.
  public let loss: Double?
  /// What to compute with.
  public let machine: Machine

  /// What one group of parameters uses.
  public struct Group: Hashable, Sendable {
    /// The learning rate.
    public var learningRate: Double
    /// The hyperparameters that differ from the optimizer's own at this step, by name.
    public var hyperparameters: [String: Double]
    /// The largest rate of the group's schedule, over the whole plan; nil where there is none.
    public var peakRate: Double?

    /// The settings of a group.
    public init(
      learningRate: Double, hyperparameters: [String: Double] = [:], peakRate: Double? = nil
    ) {
      (self.learningRate, self.hyperparameters) = (learningRate, hyperparameters)
      self.peakRate = peakRate
    }
  }

  /// Settings for several groups.
  public init(
    groups: [Group], groupOfParameter: [Int], gradientScale: Double = 1, loss: Double? = nil,
    machine: Machine = Machine()
  ) {
    (self.groups, self.groupOfParameter) = (groups, groupOfParameter)
    (self.gradientScale, self.loss, self.machine) = (gradientScale, loss, machine)
  }

  /// The same rate for all parameters.
  public init(
    learningRate: Double, gradientScale: Double = 1, loss: Double? = nil,
    machine: Machine = Machine()
  ) {
    self.init(
      groups: [Group(learningRate: learningRate)], groupOfParameter: [],
      gradientScale: gradientScale, loss: loss, machine: machine)
  }

  /// Stops the program for settings that cannot be meant.
  package func check(for parameterCount: Int) {
    precondition(!groups.isEmpty, "groups must not be empty")
    for group in groups {
      precondition(
        group.learningRate.isFinite && group.learningRate >= 0,
        "learningRate must be finite and not negative; received \(group.learningRate)")
    }
    precondition(gradientScale.isFinite, "gradientScale must be finite; received \(gradientScale)")
    precondition(loss?.isFinite ?? true, "loss must be finite; received \(loss ?? .nan)")
    precondition(
      groupOfParameter.isEmpty
        || (groupOfParameter.count == parameterCount
          && groupOfParameter.allSatisfy(groups.indices.contains)),
      "groupOfParameter must name one of \(groups.count) groups for each of \(parameterCount) "
        + "parameters; received \(groupOfParameter)")
  }
}
