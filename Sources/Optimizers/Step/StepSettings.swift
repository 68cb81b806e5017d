/// The settings of one step: the rate and the scheduled hyperparameters, group by group.
public struct StepSettings: Sendable {
  /// The groups of parameters.
  public let groups: [Group]
  /// The index of each parameter's group, in the order of the parameters; empty when all are in the
  /// first.
  public let groupOfParameter: [Int]
  /// The factor on every gradient.
  public let gradientScale: Double
  /// The loss before the step, for the rules that use it.
  public let loss: Double?
  /// The means to compute with.
  public let backend: Backend

  /// The settings of one group of parameters.
  public struct Group: Hashable, Sendable {
    /// The learning rate.
    public var learningRate: Double
    /// The scheduled values of hyperparameters at this step, by name.
    public var hyperparameters: [String: Double]
    /// The largest rate of the group's schedule over the whole plan; nil without a plan.
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
    backend: Backend = Backend()
  ) {
    (self.groups, self.groupOfParameter) = (groups, groupOfParameter)
    (self.gradientScale, self.loss, self.backend) = (gradientScale, loss, backend)
  }

  /// The same rate for all parameters.
  public init(
    learningRate: Double, gradientScale: Double = 1, loss: Double? = nil,
    backend: Backend = Backend()
  ) {
    self.init(
      groups: [Group(learningRate: learningRate)], groupOfParameter: [],
      gradientScale: gradientScale, loss: loss, backend: backend)
  }

  /// Stops the program for settings that are invalid.
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
