import Notation

/// A plan that is resolved for a run: it gives plain numbers for each step.
public struct ResolvedPlan: Hashable, Sendable {
  /// What was resolved.
  public let plan: Plan
  /// The curve of the learning rate.
  public let learningRate: Curve
  /// The step of the run that is step 0 of the plan: 0, unless it replaced another plan.
  public let start: Int
  /// The number of steps of an epoch it was resolved with.
  public let stepsPerEpoch: Int?
  /// The curves of the clauses that have a schedule, by the clause's index.
  let curves: [Int: Curve]

  init(_ plan: Plan, steps: Int, stepsPerEpoch: Int?, start: Int) throws {
    func curve(_ schedule: Schedule, _ clause: PlanClause? = nil) throws -> Curve {
      let epoch = plan.schedulesBatchSize ? nil : stepsPerEpoch
      do { return try schedule.resolved(steps: steps, stepsPerEpoch: epoch) } catch var error
        as ScheduleError
      {
        if let stepsPerEpoch, epoch == nil,
          (try? schedule.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch)) != nil
        {
          error = ScheduleError(
            error.parameter,
            "in steps or percent, since an epoch has no fixed number of steps where the plan schedules "
              + "batchSize", received: error.received
          ).about(error.subject)
        }
        throw clause.map { error.about($0.word) } ?? error
      }
    }
    (self.plan, self.start, self.stepsPerEpoch) = (plan, start, stepsPerEpoch)
    learningRate = try curve(plan.learningRate)
    var curves: [Int: Curve] = [:]
    for (index, clause) in plan.clauses.enumerated() {
      switch clause {
      case .scheduling(_, let schedule, _), .multiplied(let schedule, _),
        .weighing(_, let schedule):
        curves[index] = try curve(schedule, clause)
      case .scaled, .layerDecay, .controlled: break
      }
    }
    self.curves = curves
  }

  /// The curve of the clause at an index of the plan; nil for one without a schedule.
  package func curve(of index: Int) -> Curve? { curves[index] }

  /// The number of steps that the plan was resolved for.
  public var steps: Int { learningRate.steps }

  /// The curve of the batch size, whose values are to be rounded; nil for one that does not change.
  public var batchSize: Curve? {
    plan.clauses.firstIndex { $0.schedulesBatchSize }.flatMap { curves[$0] }
  }

  /// The step of the run at which the plan is over; from there on each schedule holds its last
  /// value.
  public var end: Int { start + steps }

  /// The step at which the plan has warmed up: that of the last rise of the rate before it first
  /// falls, where that is in the first half of the plan; otherwise, and without a rise, the plan's
  /// start.
  ///
  /// A rate that rises for longer, as in a range test, is no warmup.
  public var warmupEnd: Int {
    let half = steps / 2
    var (last, risen) = (learningRate.value(at: 0), 0)
    for step in stride(from: 1, through: half, by: 1) {
      let value = learningRate.value(at: step)
      if value < last { return start + risen }
      if value > last { risen = step }
      last = value
    }
    // Still rising there, it may rise to the end.
    let rises = risen == half && learningRate.value(at: half + 1) > last
    return rises ? start : start + risen
  }

  /// Whether the plan is over at `step`; its values are then the last ones.
  public func isPastEnd(_ step: Int) -> Bool { step >= end }

  /// The learning rate and the losses' weights for the update at `step`, counting from zero; see
  /// ``grouped(_:)`` for those of groups of parameters.
  public func values(at step: Int) -> PlanValues {
    PlanValues(learningRate: rate(at: step), weights: weights(at: step))
  }

  /// The learning rate of the parameters to which no clause applies.
  func rate(at step: Int) -> Double { learningRate.value(at: time(at: step)) }

  /// The step of the plan at a step of the run.
  package func time(at step: Int) -> Int { max(step, 0) - start }

  func weights(at step: Int) -> [String: Double] {
    var weights: [String: Double] = [:]
    for (index, clause) in plan.clauses.enumerated() {
      if case .weighing(let loss, _) = clause {
        weights[loss] = curves[index]?.value(at: time(at: step))
      }
    }
    return weights
  }
}

extension ResolvedPlan {
  /// The same plan over a run of another length: the one way to give a finished run more steps.
  ///
  /// Percentages, and lengths that were left out, refer to the new length. So the rates of steps
  /// that were already made may differ from those that were used.
  ///
  /// - Throws: ``ScheduleError`` if a length does not fit.
  public func rebased(to steps: Int) throws -> ResolvedPlan {
    try ResolvedPlan(plan, steps: steps, stepsPerEpoch: stepsPerEpoch, start: start)
  }
}

extension Plan {
  /// The plan over a run of `steps` steps; its own step 0 is the run's step `start`.
  ///
  /// - Throws: ``ScheduleError`` if a length cannot be resolved or does not fit.
  public func resolved(
    steps: Int, stepsPerEpoch: Int? = nil, startingAt start: Int = 0
  ) throws -> ResolvedPlan {
    guard start >= 0, start <= Window.maximumSteps else {
      throw ScheduleError(
        "start", "between 0 and \(Window.maximumSteps)", received: String(start))
    }
    return try ResolvedPlan(self, steps: steps, stepsPerEpoch: stepsPerEpoch, start: start)
  }
}
