public import LearningRate
package import Records

// Acts: changes of a run that its plan does not contain. They wait until the next update, and are
// done after the validation that is due there, so that a repeated run does them at the same point.
extension TrainingRun {
  /// Does `act` before the next update; the event ``TrainingEvent/acted(_:)`` reports it.
  ///
  /// - Parameter author: the source of the decision, in one word.
  /// - Throws: `TrainingError` for an act that this run cannot do, or a run that is over; nothing
  ///   is changed in that case.
  public func perform(_ act: Act, by author: String = "code") throws {
    try perform(act, by: author, request: nil)
  }

  /// Does an act that was requested from outside, under the name `request`.
  package func perform(_ act: Act, by author: String, request: String?) throws {
    guard !isOver else {
      throw TrainingError(
        "an act needs a run in progress; this one ended after \(learner.step) updates")
    }
    let index = waiting.firstIndex { $0.step > learner.step } ?? waiting.endIndex
    waiting.insert(
      RecordedAct(step: learner.step, try completed(act), by: author, request: request), at: index)
  }

  /// The acts that wait for their step.
  package var waitingActs: [RecordedAct] { waiting }

  /// Schedules recorded acts at their steps: for a repeated run, or one that continues from before
  /// them.
  package func schedule(_ acts: [RecordedAct]) {
    waiting = acts.filter { $0.step >= learner.step }
  }

  /// The first updater's plan and the run's length at the next update, after the acts that wait for
  /// it.
  public var upcoming: (plan: ResolvedPlan, steps: Int) {
    get throws {
      var upcoming = (plan: plan, steps: steps)
      for case .plan(let change) in waiting.filter({ $0.step == learner.step }).map(\.act) {
        upcoming.steps = change.runSteps ?? upcoming.steps
        guard try index(of: change.updater) == 0 else { continue }
        upcoming.plan = try resolved(change, for: 0)
      }
      return upcoming
    }
  }

  /// Does the next act that is due; nil if none is.
  func doNextAct() throws -> TrainingEvent? {
    try keepWantedWeights()
    guard let act = waiting.first, act.step <= learner.step else { return nil }
    // Loaded before anything is saved, since a new checkpoint deletes the oldest weights.
    if case .goBack(let step?) = act.act, kept[step] == nil {
      if step == 0, let initialWeights {
        kept[0] = try initialWeights()
      } else if let storedWeights {
        kept[step] = try storedWeights.snapshot(step)
      }
    }
    if actedStep != learner.step { try willAct?() }
    waiting.removeFirst()
    try apply(act.act)
    actedStep = learner.step
    if storedWeights != nil, !kept.isEmpty {
      let wanted = wantedWeights
      kept = kept.filter { wanted.contains($0.key) }
    }
    return .acted(act)
  }

  /// `act` with its default values filled in; throws if the run cannot do it.
  private func completed(_ act: Act) throws -> Act {
    if let fault = act.fault { throw TrainingError(fault.description) }
    switch act {
    case .scale(_, let updater): _ = try updater.map { try index(of: $0) }
    case .rate(let rate, let updater):
      for index in try indices(of: updater) { _ = try factor(to: rate, of: runningPlans[index]) }
    case .plan(let change):
      let complete = try completed(change)
      _ = try grouped(complete)
      return .plan(complete)
    case .goBack(let step):
      let steps = try Set(storedWeights?.steps() ?? []).union(kept.keys)
        .union(initialWeights == nil ? [] : [0]).sorted()
        .filter { $0 <= learner.step }
      // The default is the last weights from before this step: an act may just have changed this
      // step's.
      guard let last = step ?? steps.last(where: { $0 < learner.step }), steps.contains(last) else {
        let there = steps.map(String.init).joined(separator: ", ")
        throw TrainingError(
          "goBack needs stored weights; "
            + (steps.isEmpty ? "there are none yet" : "those after \(there) updates are stored")
            + (step.map { "; received \($0)" } ?? ""))
      }
      return .goBack(to: last)
    case .checkpoint, .stop: break
    }
    return act
  }

  private func apply(_ act: Act) throws {
    switch act {
    case .scale(let factor, let updater):
      for index in try indices(of: updater) { runningPlans[index].factor *= factor }
    case .rate(let rate, let updater):
      for index in try indices(of: updater) {
        runningPlans[index].factor *= try factor(to: rate, of: runningPlans[index])
      }
    case .plan(let change): try apply(change)
    case .goBack(let step):
      guard let step, let weights = kept[step] else {
        throw TrainingError(
          "goBack needs stored weights after \(step ?? 0) updates; there are none")
      }
      try learner.restoreWeights(of: weights)
      restorePoints.forget(after: step)
    case .checkpoint:
      // The run's recorder, if there is one, writes the checkpoint.
      if storedWeights == nil { kept = [learner.step: try learner.snapshot()] }
    case .stop: isStopped = true
    }
  }

  /// The factor that makes the learning rate of the next update `rate`.
  private func factor(to rate: Double, of runningPlan: RunningPlan) throws -> Double {
    let planned = runningPlan.values(at: runningPlan.updater.updates).learningRate
    guard planned > 0 else {
      throw TrainingError("a learning rate of 0 cannot be scaled to \(rate); give another plan")
    }
    return rate / planned
  }

  /// Keeps the weights that a scheduled act will restore.
  private func keepWantedWeights() throws {
    // The weights of a step are those before its acts, as in a checkpoint.
    guard !waiting.isEmpty, kept[learner.step] == nil, actedStep != learner.step,
      wantedWeights.contains(learner.step)
    else { return }
    kept[learner.step] = try learner.snapshot()
  }

  private var wantedWeights: Set<Int> {
    Set(
      waiting.compactMap { act in
        if case .goBack(let step) = act.act { step } else { nil }
      })
  }

  private func indices(of updater: String?) throws -> [Int] {
    guard updater != nil else { return Array(runningPlans.indices) }
    return [try index(of: updater)]
  }

  /// The index of the updater called `name`; 0 for nil.
  private func index(of name: String?) throws -> Int {
    guard let name else { return 0 }
    guard let index = runningPlans.firstIndex(where: { $0.updater.name == name }) else {
      guard runningPlans.count > 1 else {
        throw TrainingError("this run has one updater, without a name; omit of: '\(name)'")
      }
      let names = runningPlans.map { "'\($0.updater.name)'" }.joined(separator: ", ")
      throw TrainingError("an updater must be one of \(names); received '\(name)'")
    }
    return index
  }
}

// Changes of the plan.
extension TrainingRun {
  private func completed(_ change: PlanChange) throws -> PlanChange {
    var change = change
    let updater = runningPlans[try index(of: change.updater)].updater
    if let scaling { change.plan = try scaling.plan(change.plan, for: updater.optimizer) }
    let length = change.runSteps ?? steps
    guard length > learner.step else {
      throw TrainingError(
        "the length must be more than the \(learner.step) steps already made; received \(length)")
    }
    change.runSteps = length
    let start = change.start ?? updater.updates
    change.start = start
    guard start <= updater.updates else {
      throw TrainingError(
        "a plan must begin at one of the \(updater.updates) updates already made, or at the next; "
          + "received from: \(start)")
    }
    let updates = length * learner.trainingStep.updateCount(of: updater.name)
    change.steps = change.steps ?? Swift.max(updates - start, 1)
    return change
  }

  /// The plan of a completed change, resolved over the run.
  private func resolved(_ change: PlanChange, for index: Int) throws -> ResolvedPlan {
    let count = learner.trainingStep.updateCount(of: runningPlans[index].updater.name)
    do {
      return try change.plan.resolved(
        steps: change.steps ?? 1, stepsPerEpoch: learner.stepsPerEpoch.map { $0 * count },
        startingAt: change.start ?? 0)
    } catch let error as ScheduleError {
      throw TrainingError(error.description)
    }
  }

  private func grouped(_ change: PlanChange) throws -> GroupedPlan {
    let index = try index(of: change.updater)
    let updater = runningPlans[index].updater
    return try learner.grouped(
      try resolved(change, for: index), for: updater,
      steps: (change.runSteps ?? steps) * learner.trainingStep.updateCount(of: updater.name),
      hasValidation: validation != nil)
  }

  private func apply(_ change: PlanChange) throws {
    let index = try index(of: change.updater)
    let (runningPlan, grouped) = (runningPlans[index], try grouped(change))
    steps = change.runSteps ?? steps
    learner.loader.end = steps
    var next = RunningPlan(runningPlan.updater, grouped)
    // A plan that begins at this update begins with fresh controllers.
    let isBegun =
      grouped.plan.start == runningPlan.updater.updates
      && runningPlan.grouped.plan.start != grouped.plan.start
    if !isBegun {
      next.controllers = try next.controllers.resumed(
        from: runningPlan.controllers.states, isReplanned: true)
    }
    next.unmeasuredControllers = next.controllers
    // A new plan has its own learning rates; the same plan over another length keeps the factor.
    next.factor = grouped.plan.plan == runningPlan.grouped.plan.plan ? runningPlan.factor : 1
    runningPlans[index] = next
    if index == 0 {
      try learner.scheduleBatchSize(
        by: grouped.plan, at: learner.loader.position(before: learner.step))
    }
    hasReportedEnd = plan.isPastEnd(runningPlans[0].updater.updates - 1)
  }
}

/// Weights stored outside the training run, which an act may restore.
struct StoredWeights {
  /// The step numbers of the stored weights, in ascending order.
  let steps: () throws -> [Int]
  /// Loads the weights of a step.
  let snapshot: (Int) throws -> Learner.Snapshot
}
