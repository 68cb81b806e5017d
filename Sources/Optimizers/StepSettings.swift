/// What one step of an optimizer uses: the rate and whatever else is scheduled, group by group.
public struct StepSettings: Hashable, Sendable {
  /// The groups of parameters.
  public let groups: [Group]
  /// The group of each parameter, in the parameters' order; empty when all are in the first.
  public let groupOfParameter: [Int]
  /// What every gradient is multiplied by.
  public let gradientScale: Double
  /// The threads to use; the answer does not depend on them.
  public let threads: Int

  /// What one group of parameters uses.
  public struct Group: Hashable, Sendable {
    /// The learning rate.
    public let learningRate: Double
    /// The hyperparameters that differ from the optimizer's own at this step, by name.
    public let hyperparameters: [String: Double]

    /// The settings of a group.
    public init(learningRate: Double, hyperparameters: [String: Double] = [:]) {
      (self.learningRate, self.hyperparameters) = (learningRate, hyperparameters)
    }
  }

  /// Settings for several groups.
  public init(
    groups: [Group], groupOfParameter: [Int], gradientScale: Double = 1, threads: Int = 1
  ) {
    (self.groups, self.groupOfParameter) = (groups, groupOfParameter)
    (self.gradientScale, self.threads) = (gradientScale, threads)
  }

  /// The same rate for all parameters.
  public init(learningRate: Double, gradientScale: Double = 1, threads: Int = 1) {
    self.init(
      groups: [Group(learningRate: learningRate)], groupOfParameter: [],
      gradientScale: gradientScale, threads: threads)
  }

  /// Stops the program for settings that cannot be meant.
  @usableFromInline
  func check(for parameterCount: Int) {
    for group in groups {
      precondition(
        group.learningRate.isFinite, "learningRate must be finite; received \(group.learningRate)")
    }
    precondition(gradientScale.isFinite, "gradientScale must be finite; received \(gradientScale)")
    precondition(
      groupOfParameter.isEmpty
        || (groupOfParameter.count == parameterCount
          && groupOfParameter.allSatisfy(groups.indices.contains)),
      "groupOfParameter must name one of \(groups.count) groups for each of \(parameterCount) "
        + "parameters; received \(groupOfParameter)")
  }
}
