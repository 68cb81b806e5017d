public import LearningRate
internal import Records

/// A training under a plan, as the sequence of its events.
///
/// It goes on one event at a time, when asked: no thread of its own, nothing in flight between two
/// events, so whoever asks may stop, save, or go on at any point. ``next()`` is the plain form;
/// the asynchronous sequence stays on its caller's executor, because libtorch keeps a pool of
/// threads for each thread that calls it.
public final class TrainingRun {
  /// The model, the optimizer's history and the place in the data.
  public let learner: Learner
  /// The first updater's plan, over this run and its parameters.
  public var grouped: GroupedPlan { runningPlans[0].grouped }
  /// The number of steps in all.
  public internal(set) var steps: Int
  /// What was told of the last step that was tried; nil before the first.
  public internal(set) var lastReport: StepReport?
  let validation: (any Dataset)?
  private let validateEvery: Int
  /// The steps between two measurements of the layers' sizes, from step 0 on; nil for none. A hundredth of the
  /// run unless it is set.
  public var measureLayersEvery: Int?
  private var measuredStep: Int?
  private var hasFinished = false
  var hasToldEnd = false
  private var hasToldUnreached = false
  /// What happened with the last step or measurement and has not been told.
  var untold: [TrainingEvent] = []
  /// What is to be said before the first step.
  var announcements: [TrainingEvent] = []
  /// What each updater goes under, in the learner's order.
  var runningPlans: [RunningPlan]
  var restorePoints = RestorePoints()
  /// Whether a measurement made a controller ask to go back: before the next update, so that no
  /// checkpoint lies between the measurement and what it led to.
  var goesBack = false
  /// The acts that wait for their step, in the order in which they are done.
  var waiting: [RecordedAct] = []
  /// The step before which the last act was done.
  var actedStep: Int?
  /// Whether an act has ended the run.
  public internal(set) var isStopped = false
  /// Called before the acts of a step are done, to save what there is.
  var willAct: (() throws -> Void)?
  /// The weights that an act may go back to, by the number of updates made: the training's own copies.
  var kept: [Int: Learner.Snapshot] = [:]
  /// Others, which whoever records the run has stored.
  var storedWeights: StoredWeights?

  /// The first updater's plan, resolved for this run.
  public var plan: ResolvedPlan { grouped.plan }

  /// A training of `learner`, which has one updater, from where it stands to the end of `plan`, or to `steps`
  /// if that is given: past its end a plan holds its last values.
  ///
  /// It starts by measuring when `learner` stands where a measurement is due, unless that is step 0.
  ///
  /// - Throws: `TrainingError` when the plan does not suit the model or the optimizer.
  public convenience init(
    learner: Learner, plan: ResolvedPlan, steps: Int? = nil, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    try self.init(
      learner: learner, plans: [plan], steps: steps ?? plan.end, validation: validation,
      validateEvery: validateEvery)
  }

  /// A training of `learner` for `steps` steps, each updater under its plan, in the learner's order.
  ///
  /// - Throws: `TrainingError` when there is not a plan for each updater, or one does not suit.
  public init(
    learner: Learner, plans: [ResolvedPlan], steps: Int, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    (self.learner, self.steps) = (learner, steps)
    learner.supply.end = steps
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
    try learner.scheduleBatchSize(by: plans[0], at: learner.supply.place(before: learner.step))
    (self.validation, self.validateEvery) = (validation, validateEvery)
    measureLayersEvery = Swift.max(steps / 100, 1)
    begin()
    // Said of a run that begins, and not again of one that goes on.
    guard learner.step == 0 else { return }
    let unseen = learner.model.unseenProperties
    if !unseen.isEmpty { announcements.append(.unseen(properties: unseen)) }
    for runningPlan in runningPlans {
      let count = learner.trainingStep.updateCount(of: runningPlan.updater.name)
      for one in runningPlan.controllers.idle(
        steps: steps * count, validateEvery: validateEvery * count)
      {
        announcements.append(
          .idle(by: one.controller, measurements: one.measurements, needed: one.needed))
      }
    }
  }

  /// Whether a controller may ask to go back.
  var restores: Bool { runningPlans.contains(where: \.controllers.restores) }

  /// The next event; nil after the last.
  ///
  /// - Throws: `DivergenceError` when the loss is not finite, before that step changed anything.
  public func next() throws -> TrainingEvent? {
    learner.useThreads()
    if !announcements.isEmpty { return announcements.removeFirst() }
    if !untold.isEmpty { return untold.removeFirst() }
    if !hasToldUnreached, learner.step >= reachingSteps {
      hasToldUnreached = true
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
    if plan.isPastEnd(runningPlans[0].updater.updates), !hasToldEnd {
      hasToldEnd = true
      return .pastEnd(step: learner.step)
    }
    return goesBack ? try goBack() : try advance()
  }

  /// The updates after which a parameter that no loss has reached is told: those of an epoch, a thousand at
  /// most.
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
    var series = evaluation.measures
    series["loss"] = evaluation.loss
    for (name, value) in series.sorted(by: { $0.key < $1.key }) {
      goesBack = observe(value, of: "validation \(name)", before: 0) || goesBack
    }
    return .validation(step: step, evaluation)
  }

  /// Checks that the weights are worth keeping: that the next step's loss is a number.
  ///
  /// - Throws: `DivergenceError` as that step would.
  package func checkUpcomingLoss() throws {
    guard learner.step > 0 else { return }
    let loss = try learner.upcomingLoss()
    guard loss.isFinite else { throw divergence(loss) }
  }

  /// What happened and has not been told, for whoever stops to listen now.
  package func takeUntold() -> [TrainingEvent] {
    defer { untold = [] }
    return untold
  }

  /// Whether the measurement after as many updates as now is made.
  var hasMeasured: Bool { measuredStep == learner.step }

  /// Whether the run has told that it is over.
  var isOver: Bool { hasFinished || isStopped }

  /// Begins to count from where `learner` was put: a measurement due there is made.
  func begin() {
    measuredStep = learner.step == 0 ? 0 : nil
    hasFinished = false
    // Whoever was past the end before has been told.
    hasToldEnd = plan.isPastEnd(runningPlans[0].updater.updates - 1)
    hasToldUnreached = learner.step >= reachingSteps
  }
}
