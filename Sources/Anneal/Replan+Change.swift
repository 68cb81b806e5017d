internal import LearningRate
internal import Records
internal import Training

extension Replan {
  /// The change from `own`, the run's plan and length, with which it continues after `state`; nil
  /// if nothing differs.
  ///
  /// - Throws: `TrainingError` for a difference without a way to continue, a length without further
  ///   steps, or a new plan with the way `hold`.
  func change(of own: PlanChange, after state: CheckpointState) throws -> PlanChange? {
    let ownSteps = own.runSteps ?? state.steps
    let steps =
      try length?.stepCount(named: "the length", stepsPerEpoch: state.stepsPerEpoch) ?? ownSteps
    let next = plan ?? own.plan
    if let length, length.unit == .epochs, next.schedulesBatchSize {
      throw TrainingError(
        "the length must be in steps, since an epoch has no fixed number of them where the plan schedules "
          + "batchSize; received \(length)")
    }
    guard let way else {
      let (before, asked) = (own.words(steps: ownSteps), "\(next), \(steps) steps")
      guard next != own.plan || steps != ownSteps,
        let difference = PlanDifference(before, asked)
      else { return nil }
      throw TrainingError(
        "the run has another plan; choose how to continue: "
          + "\(Way.allCases.map(\.rawValue).joined(separator: ", "))\n\(difference)")
    }
    guard steps > state.step else {
      throw TrainingError(
        "the length must be more than the \(state.step) steps already made; received \(steps)")
    }
    let change: PlanChange
    switch way {
    case .rebase: change = PlanChange(next, from: 0, over: steps, until: steps)
    case .then: change = PlanChange(next, from: state.step, over: steps - state.step, until: steps)
    case .hold:
      guard next == own.plan else {
        throw TrainingError(
          "'hold' keeps the run's own plan and takes no other; received '\(next)'")
      }
      change = PlanChange(own.plan, from: own.start, over: own.steps, until: steps)
    }
    return change == own ? nil : change
  }
}

extension PlanChange {
  /// The plan and its position, in the words of `CheckpointState.planned`.
  fileprivate func words(steps: Int) -> String {
    CheckpointState.planned(
      plan.description, from: start ?? 0, over: self.steps ?? steps, steps: steps)
  }
}

extension CheckpointState {
  /// The first updater's plan.
  var resolvedPlan: ResolvedPlan {
    get throws {
      try Plan(plan).resolved(
        steps: planSteps, stepsPerEpoch: stepsPerEpoch, startingAt: planStart)
    }
  }
}
