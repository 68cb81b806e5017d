public import LearningRate
internal import Records
internal import Torch

/// A training run under its plans, as the sequence of its events.
///
/// It computes one event per request: it has no thread of its own and nothing runs between two
/// events, so the caller may stop, save or continue at any point. ``next()`` is the synchronous
/// form; the asynchronous sequence stays on the caller's executor, because libtorch keeps a pool of
/// threads for each thread that calls it.
public final class TrainingRun {
  /// The model, the optimizer states and the position in the data.
  public let learner: Learner
  /// The first updater's plan, for this run and its parameters.
  public var grouped: GroupedPlan { runningPlans[0].grouped }
  /// The total number of steps.
  public internal(set) var steps: Int
  /// The report of the last attempted step; nil before the first.
  public internal(set) var lastReport: StepReport?
  let validation: (any Dataset)?
  private let validateEvery: Int
  /// The number of steps between measurements of the layers' norms, from step 0 on; nil for none.
  /// The default is a hundredth of the run.
  public var measureLayersEvery: Int?
  private var measuredStep: Int?
  private var hasFinished = false
  var hasReportedEnd = false
  private var hasReportedUnreached = false
  /// The events of the last step or validation that have not been reported.
  var pendingEvents: [TrainingEvent] = []
  /// The events to report before the first step.
  var initialEvents: [TrainingEvent] = []
  /// The plan of each updater, in the learner's order.
  var runningPlans: [RunningPlan]
  var restorePoints = RestorePoints()
  /// Whether a controller requested earlier weights. They are restored before the next update, so
  /// that no checkpoint lies between the measurement and its effect.
  var goesBack = false
  /// The acts that wait for their step, in the order of execution.
  var waiting: [RecordedAct] = []
  /// The step before which the last act was done.
  var actedStep: Int?
  /// Whether an act has ended the run.
  public internal(set) var isStopped = false
  /// Called before the acts of a step, to save the current state.
  var willAct: (() throws -> Void)?
  /// Copies of weights that an act may restore, by number of updates.
  var kept: [Int: Learner.Snapshot] = [:]
  /// The factors of the model's rates, which a new plan gets; nil for a model without a base.
  package var scaling: ModelScaling?
  /// Makes the initial weights and optimizer state again, for an act that restores them.
  package var initialWeights: (() throws -> Learner.Snapshot)?
  /// The weights that the run's recorder has stored.
  var storedWeights: StoredWeights?

  /// The first updater's plan, resolved for this run.
  public var plan: ResolvedPlan { grouped.plan }

  /// Creates a run of `learner`, which has one updater, from its current step to the end of `plan`,
  /// or to `steps` if given: after its end a plan keeps its last values.
  ///
  /// If a validation is due at the current step, other than step 0, the run starts with it.
  ///
  /// - Throws: `TrainingError` if the plan does not fit the model or the optimizer.
  public convenience init(
    learner: Learner, plan: ResolvedPlan, steps: Int? = nil, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    try self.init(
      learner: learner, plans: [plan], steps: steps ?? plan.end, validation: validation,
      validateEvery: validateEvery)
  }

  /// Creates a run of `learner` for `steps` steps, with one plan per updater, in the learner's
  /// order.
  ///
  /// - Throws: `TrainingError` if the number of plans differs from the number of updaters, or a
  ///   plan does not fit.
  public init(
    learner: Learner, plans: [ResolvedPlan], steps: Int, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    (self.learner, self.steps) = (learner, steps)
    learner.loader.end = steps
    guard plans.count == learner.updaters.count else {
      throw TrainingError(
        "there must be a plan for each of \(learner.updaters.count) updaters; received \(plans.count)"
      )
    }
    runningPlans = try zip(learner.updaters, plans).map { updater, plan in
      let updates = steps * learner.trainingStep.updateCount(of: updater.name)
      return RunningPlan(
        updater,
        try learner.grouped(plan, for: updater, steps: updates, hasValidation: validation != nil))
    }
    try learner.scheduleBatchSize(by: plans[0], at: learner.loader.position(before: learner.step))
    (self.validation, self.validateEvery) = (validation, validateEvery)
    measureLayersEvery = Swift.max(steps / 100, 1)
    begin()
    // Reported when a run starts, but not when it continues.
    guard learner.step == 0 else { return }
    let unseen = learner.model.unseenProperties
    if !unseen.isEmpty { initialEvents.append(.unseen(properties: unseen)) }
    for runningPlan in runningPlans {
      let count = learner.trainingStep.updateCount(of: runningPlan.updater.name)
      for one in runningPlan.controllers.idle(
        steps: steps * count, validateEvery: validateEvery * count)
      {
        initialEvents.append(
          .idle(by: one.controller, measurements: one.measurements, needed: one.needed))
      }
    }
  }

  /// Whether a controller may request earlier weights.
  var restores: Bool { runningPlans.contains(where: \.controllers.restores) }

  /// The next event; nil after the last.
  ///
  /// - Throws: `DivergenceError` if the loss is not finite, before that step has changed anything.
  public func next() throws -> TrainingEvent? {
    learner.useThreads()
    if !initialEvents.isEmpty { return initialEvents.removeFirst() }
    if !pendingEvents.isEmpty { return pendingEvents.removeFirst() }
    if !hasReportedUnreached, learner.step >= reachingSteps {
      hasReportedUnreached = true
      let names = learner.unreachedParameters
      if !names.isEmpty { return .unreached(step: learner.step, parameters: names) }
    }
    if let validation, isMeasurementDue { return try measure(validation) }
    if !goesBack, let act = try doNextAct() { return act }
    guard !isStopped, learner.step < steps, !runningPlans.contains(where: \.controllers.isOver)
    else {
      if hasFinished || isStopped { return nil }
      hasFinished = true
      return .finished(step: learner.step)
    }
    if plan.isPastEnd(runningPlans[0].updater.updates), !hasReportedEnd {
      hasReportedEnd = true
      return .pastEnd(step: learner.step)
    }
    return goesBack ? try goBack() : try advance()
  }

  /// The number of updates after which parameters without a gradient are reported: an epoch, at
  /// most a thousand.
  private var reachingSteps: Int { Swift.min(learner.stepsPerEpoch ?? 1000, steps, 1000) }

  private var isMeasurementDue: Bool {
    learner.step != measuredStep
      && (learner.step % validateEvery == 0 || learner.step == steps
        || runningPlans.contains(where: \.controllers.isOver))
  }

  private func measure(_ data: any Dataset) throws -> TrainingEvent {
    let step = learner.step
    measuredStep = step
    for index in runningPlans.indices {
      runningPlans[index].unmeasuredControllers = runningPlans[index].controllers
    }
    let evaluation = try learner.withEvaluationParameters {
      try Evaluation(
        of: learner.model, on: data, batchSize: learner.evaluationBatchSize,
        precision: learner.precision)
    }
    if let model = learner.model as? any SequenceModel {
      let flow = try model.gradientFlow(of: flowBatch(of: data))
      pendingEvents.append(.gradientFlow(step: step, flow))
    }
    var series = evaluation.measures
    series["loss"] = evaluation.loss
    for (name, value) in series.sorted(by: { $0.key < $1.key }) {
      goesBack = observe(value, of: "validation \(name)", before: 0) || goesBack
    }
    return .validation(step: step, evaluation)
  }

  /// The first examples of a validation, on which the flow of the gradient is measured.
  private func flowBatch(of data: any Dataset) throws -> Batch {
    let rows = Swift.min(16, data.count, learner.evaluationBatchSize)
    var order = try data.order(batchSize: rows, seed: 0, for: .evaluation)
    return try data.batch(order.indices(at: 0)).moved(to: learner.model.device)
  }

  /// Checks that the weights are worth saving: that the loss of the next batch is finite.
  ///
  /// - Throws: `DivergenceError` as that step would.
  package func checkUpcomingLoss() throws {
    guard learner.step > 0 else { return }
    let loss = try learner.upcomingLoss()
    guard loss.isFinite else { throw divergence(loss) }
  }

  /// Removes and returns the events that have not been reported, for a caller that stops now.
  package func takePendingEvents() -> [TrainingEvent] {
    defer { pendingEvents = [] }
    return pendingEvents
  }

  /// Whether the validation at the current step has been made.
  var hasMeasured: Bool { measuredStep == learner.step }

  /// Whether the end of the run has been reported.
  var isOver: Bool { hasFinished || isStopped }

  /// Starts from the current step of `learner`; a validation that is due there is made.
  func begin() {
    measuredStep = learner.step == 0 ? 0 : nil
    hasFinished = false
    // A run that was past the end before has already reported it.
    hasReportedEnd = plan.isPastEnd(runningPlans[0].updater.updates - 1)
    hasReportedUnreached = learner.step >= reachingSteps
  }
}
