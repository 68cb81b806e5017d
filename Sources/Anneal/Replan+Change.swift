internal import LearningRate
internal import Records
internal import Training

extension Replan {
  /// The plan and length with which a run continues after `state`; nil if they are the same as
  /// `own`, those of the run so far.
  ///
  /// - Throws: `TrainingError` if they differ and ``way`` is nil, if the length leaves no steps, or if
  ///   ``way`` is `hold` and the plan differs.
  func change(of own: PlanChange, after state: CheckpointState) throws -> PlanChange? {
    let ownSteps = own.runSteps ?? state.steps
    let steps =
      try length?.stepCount(named: "the length", stepsPerEpoch: state.stepsPerEpoch) ?? ownSteps
    let next = plan ?? own.plan
    if let length, length.unit == .epochs, next.schedulesBatchSize {
      throw TrainingError(
        "the new length of a run whose plan schedules batchSize must be in steps, since its epochs have no "
          + "fixed number of steps; received \(length)")
    }
    guard let way else {
      let (before, asked) = (own.words(steps: ownSteps), "\(next), \(steps) steps")
      guard next != own.plan || steps != ownSteps,
        let difference = PlanDifference(before, asked)
      else { return nil }
      throw TrainingError(
        "the plan or the length differs from the run's; choose one of "
          + "\(Way.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))\n\(difference)")
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
          "with 'hold' the plan must be the run's own; received '\(next)'")
      }
      change = PlanChange(own.plan, from: own.start, over: own.steps, until: steps)
    }
    return change == own ? nil : change
  }
}

extension PlanChange {
  /// The plan and its position as text, like `CheckpointState.planned`.
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
