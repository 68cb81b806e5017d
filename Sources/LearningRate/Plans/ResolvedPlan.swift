/// A plan over a run: it answers with plain numbers for each step.
public struct ResolvedPlan: Hashable, Sendable {
  /// What was resolved.
  public let plan: Plan
  /// The curve of the learning rate.
  public let learningRate: Curve

  init(plan: Plan, learningRate: Curve) {
    self.plan = plan
    self.learningRate = learningRate
  }

  /// The number of steps of the run it was resolved with.
  public var steps: Int { learningRate.steps }

  /// The number of steps of an epoch it was resolved with.
  public var stepsPerEpoch: Int? { learningRate.stepsPerEpoch }

  /// The hyperparameters for the update at `step`, counting from zero.
  public func values(at step: Int) -> PlanValues {
    PlanValues(learningRate: learningRate.value(at: step))
  }
}
