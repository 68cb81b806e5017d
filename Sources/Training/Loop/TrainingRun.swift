public import LearningRate

/// A training under a plan, as the sequence of its events.
///
/// It goes on one event at a time, when asked: no thread of its own, nothing in flight between two
/// events, so whoever asks may stop, save, or go on at any point. ``next()`` is the plain form;
/// the asynchronous sequence stays on its caller's executor, because libtorch keeps a pool of
/// threads for each thread that calls it.
public final class TrainingRun {
  /// The model, the optimizer's history and the place in the data.
  public let loop: TrainingLoop
  /// The first updater's plan, over this run and its parameters.
  public var grouped: GroupedPlan { courses[0].grouped }
  /// The number of steps in all.
  public let steps: Int
  /// What was told of the last step that was tried; nil before the first.
  public private(set) var lastReport: StepReport?
  private let validation: (any Dataset)?
  private let validateEvery: Int
  private var measuredStep: Int?
  private var hasFinished = false
  private var hasToldEnd = false
  private var hasToldUnreached = false
  /// What happened with the last step or measurement and has not been told.
  private(set) var untold: [TrainingEvent] = []
  /// What is to be said before the first step.
  private var announcements: [TrainingEvent] = []
  /// What each updater goes under, in the loop's order.
  private(set) var courses: [UpdaterCourse]
  private(set) var restorePoints = RestorePoints()
  /// Whether a measurement made a controller ask to go back: before the next update, so that no
  /// checkpoint lies between the measurement and what it led to.
  private var goesBack = false

  /// The first updater's plan, resolved for this run.
  public var plan: ResolvedPlan { grouped.plan }

  /// A training of `loop`, which has one updater, from where it stands to the end of `plan`, or to `steps`
  /// if that is given: past its end a plan holds its last values.
  ///
  /// It starts by measuring when `loop` stands where a measurement is due, unless that is step 0.
  ///
  /// - Throws: `TrainingError` when the plan does not suit the model or the optimizer.
  public convenience init(
    loop: TrainingLoop, plan: ResolvedPlan, steps: Int? = nil, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    try self.init(
      loop: loop, plans: [plan], steps: steps ?? plan.end, validation: validation,
      validateEvery: validateEvery)
  }

  /// A training of `loop` for `steps` steps, each updater under its plan, in the loop's order.
  ///
  /// - Throws: `TrainingError` when there is not a plan for each updater, or one does not suit.
  public init(
    loop: TrainingLoop, plans: [ResolvedPlan], steps: Int, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    (self.loop, self.steps) = (loop, steps)
    loop.supply.end = steps
    guard plans.count == loop.updaters.count else {
      throw TrainingError(
        "there must be a plan for each of \(loop.updaters.count) updaters; received \(plans.count)")
    }
    courses = try zip(loop.updaters, plans).map { updater, plan in
      let updates = steps * loop.trainingStep.updateCount(of: updater.name)
      return UpdaterCourse(
        updater,
        try loop.grouped(plan, for: updater, steps: updates, hasValidation: validation != nil))
    }
    (self.validation, self.validateEvery) = (validation, validateEvery)
    begin()
    // Said of a run that begins, and not again of one that goes on.
    guard loop.step == 0 else { return }
    for course in courses {
      let count = loop.trainingStep.updateCount(of: course.updater.name)
      for one in course.steering.idle(steps: steps * count, validateEvery: validateEvery * count) {
        announcements.append(
          .idle(by: one.controller, measurements: one.measurements, needed: one.needed))
      }
    }
  }

  /// Whether a controller may ask to go back.
  var restores: Bool { courses.contains(where: \.steering.restores) }

  /// The next event; nil after the last.
  ///
  /// - Throws: `DivergenceError` when the loss is not finite, before that step changed anything.
  public func next() throws -> TrainingEvent? {
    loop.useThreads()
    if !announcements.isEmpty { return announcements.removeFirst() }
    if !untold.isEmpty { return untold.removeFirst() }
    if !hasToldUnreached, loop.step >= reachingSteps {
      hasToldUnreached = true
      let names = loop.unreachedParameters
      if !names.isEmpty { return .unreached(step: loop.step, parameters: names) }
    }
    if let validation, isMeasurementDue { return try measure(validation) }
    guard loop.step < steps, !courses.contains(where: \.steering.isOver) else {
      if hasFinished { return nil }
      hasFinished = true
      return .finished(step: loop.step)
    }
    if plan.isPastEnd(courses[0].updater.updates), !hasToldEnd {
      hasToldEnd = true
      return .pastEnd(step: loop.step)
    }
    return goesBack ? try goBack() : try advance()
  }

  /// The updates after which a parameter that no loss has reached is told: those of an epoch, a thousand at
  /// most.
  private var reachingSteps: Int { Swift.min(loop.stepsPerEpoch ?? 1000, steps, 1000) }

  private var isMeasurementDue: Bool {
    loop.step != measuredStep
      && (loop.step % validateEvery == 0 || loop.step == steps
        || courses.contains(where: \.steering.isOver))
  }

  private func measure(_ data: any Dataset) throws -> TrainingEvent {
    let step = loop.step
    measuredStep = step
    for index in courses.indices { courses[index].unmeasuredSteering = courses[index].steering }
    let evaluation = try loop.withEvaluationParameters {
      try Evaluation(of: loop.model, on: data, batchSize: loop.evaluationBatchSize)
    }
    var series = evaluation.measures
    series["loss"] = evaluation.loss
    for (name, value) in series.sorted(by: { $0.key < $1.key }) {
      goesBack = observe(value, of: "validation \(name)", before: 0) || goesBack
    }
    return .validation(step: step, evaluation)
  }

  private func advance() throws -> TrainingEvent {
    if restores { try restorePoints.keep(loop) }
    let report = try loop.advance { [courses] updater in
      // The loop's updaters are the courses', in the same order.
      let course = courses.first { $0.updater === updater }.unsafelyUnwrapped
      return (course.values(at: updater.updates), course.grouped.groupOfParameter)
    }
    guard report.loss.isFinite else { return try recover(from: report) }
    lastReport = report
    try steer("loss", report.loss, before: 1)
    for (name, value) in report.losses.sorted(by: { $0.key < $1.key }) {
      try steer("loss \(name)", value, before: 1)
    }
    if courses.count > 1 {
      for update in report.updates { try steer("loss \(update.updater)", update.loss, before: 1) }
    }
    try steer("gradient norm", report.gradientNorm, before: 1)
    return report.updated ? .step(report) : .skipped(report)
  }

  /// Makes the next update after going back, which is told first.
  private func goBack() throws -> TrainingEvent {
    goesBack = false
    let step = loop.step
    guard let origin = try restorePoints.restore(loop) else { return try advance() }
    untold.insert(try advance(), at: 0)
    return .restored(step: step, to: origin)
  }

  /// Hands a measurement to all controllers; answers whether one asks to go back.
  ///
  /// It belongs to the update that comes next, or to the one so many before.
  private func observe(_ value: Double, of series: String, before count: Int) -> Bool {
    var restores = false
    for index in courses.indices {
      let update = courses[index].updater.updates - count
      let answer = courses[index].steering.observe(value, of: series, at: update)
      untold += answer.events
      restores = restores || answer.restores
    }
    return restores
  }

  /// Hands a measurement to the controllers, and does at once what they ask for; answers whether weights
  /// were put back.
  @discardableResult
  private func steer(_ series: String, _ value: Double, before count: Int) throws -> Bool {
    guard observe(value, of: series, before: count),
      let origin = try restorePoints.restore(loop)
    else { return false }
    untold.append(.restored(step: loop.step - count, to: origin))
    return true
  }

  /// What follows a loss that is no number: the step is left out if a controller puts weights back
  /// from before, and otherwise the training has failed.
  private func recover(from report: StepReport) throws -> TrainingEvent {
    let error = divergence(report.loss)
    guard try steer("loss", report.loss, before: 0) else { throw error }
    var skipped = report
    for course in courses
    where !report.updates.contains(where: { $0.updater == course.updater.name }) {
      let number = course.updater.updates
      skipped.updates.append(
        StepReport.Update(
          updater: course.updater.name, number: number, loss: report.loss,
          values: course.values(at: number),
          usedRate: course.values(at: number).learningRate, gradientNorm: .nan, isMade: false))
      course.updater.updates += 1
    }
    lastReport = skipped
    loop.setStep(report.step + 1)
    return .skipped(skipped)
  }

  private func divergence(_ loss: Double) -> DivergenceError {
    let previous = courses[0].updater.updates - 1
    let rate = lastReport?.learningRate ?? courses[0].values(at: previous).learningRate
    return DivergenceError(step: loop.step, loss: loss, learningRate: rate)
  }

  /// Checks that the weights are worth keeping: that the next step's loss is a number.
  ///
  /// - Throws: `DivergenceError` as that step would.
  package func checkUpcomingLoss() throws {
    guard loop.step > 0 else { return }
    let loss = try loop.upcomingLoss()
    guard loss.isFinite else { throw divergence(loss) }
  }

  /// The controllers of an updater as a checkpoint that is taken now stores them.
  func storedSteering(of course: UpdaterCourse) -> Steering {
    measuredStep == loop.step ? course.unmeasuredSteering : course.steering
  }

  /// Goes on with stored controllers, an updater's after the other, and copies of weights.
  func resume(_ stored: [Steering], _ points: [TrainingLoop.Snapshot]) {
    for (index, steering) in stored.enumerated() {
      (courses[index].steering, courses[index].unmeasuredSteering) = (steering, steering)
    }
    restorePoints.resume(with: restores ? points : [])
    (untold, announcements, goesBack) = ([], [], false)
  }

  /// What happened and has not been told, for whoever stops to listen now.
  package func takeUntold() -> [TrainingEvent] {
    defer { untold = [] }
    return untold
  }

  /// Begins to count from where `loop` was put: a measurement due there is made.
  func begin() {
    measuredStep = loop.step == 0 ? 0 : nil
    hasFinished = false
    // Whoever was past the end before has been told.
    hasToldEnd = plan.isPastEnd(courses[0].updater.updates - 1)
    hasToldUnreached = loop.step >= reachingSteps
  }
}
