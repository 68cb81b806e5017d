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
  /// The plan, over this run and this model's parameters.
  public let grouped: GroupedPlan
  /// The number of steps in all.
  public let steps: Int
  /// The hyperparameters of the last update that was tried; nil before the first.
  public private(set) var values: PlanValues?
  /// The parts of the last loss, unweighted, where the model has several.
  public private(set) var losses: [String: Double] = [:]
  private let validation: (any Dataset)?
  private let validateEvery: Int
  private var measuredStep: Int?
  private var hasFinished = false
  private var hasToldEnd = false
  private var hasToldUnreached = false
  /// What happened with the last step or measurement and has not been told.
  private(set) var untold: [TrainingEvent] = []
  private(set) var steering: Steering
  /// The controllers before the measurement after as many updates as now: a resumed run makes that
  /// measurement again.
  private var unmeasuredSteering: Steering
  private(set) var restorePoints = RestorePoints()
  /// Whether a measurement made a controller ask to go back: before the next update, so that no
  /// checkpoint lies between the measurement and what it led to.
  private var goesBack = false

  /// The plan, resolved for this run.
  public var plan: ResolvedPlan { grouped.plan }

  /// A training of `loop` from where it stands to the end of `plan`, or to `steps` if that is given:
  /// past its end a plan holds its last values.
  ///
  /// It starts by measuring when `loop` stands where a measurement is due, unless that is step 0.
  ///
  /// - Throws: `TrainingError` when the plan does not suit the model or the optimizer.
  public init(
    loop: TrainingLoop, plan: ResolvedPlan, steps: Int? = nil, validation: (any Dataset)?,
    validateEvery: Int
  ) throws {
    (self.loop, self.steps) = (loop, steps ?? plan.end)
    grouped = try loop.grouped(plan, steps: self.steps, hasValidation: validation != nil)
    (self.validation, self.validateEvery) = (validation, validateEvery)
    steering = Steering(plan.plan)
    unmeasuredSteering = steering
    begin()
  }

  /// The next event; nil after the last.
  ///
  /// - Throws: `DivergenceError` when the loss is not finite, before that step changed anything.
  public func next() throws -> TrainingEvent? {
    loop.useThreads()
    if !untold.isEmpty { return untold.removeFirst() }
    if !hasToldUnreached, loop.step >= reachingSteps {
      hasToldUnreached = true
      let names = loop.unreachedParameters
      if !names.isEmpty { return .unreached(step: loop.step, parameters: names) }
    }
    if let validation, isMeasurementDue { return try measure(validation) }
    guard loop.step < steps else {
      if hasFinished { return nil }
      hasFinished = true
      return .finished(step: loop.step)
    }
    if plan.isPastEnd(loop.step), !hasToldEnd {
      hasToldEnd = true
      return .pastEnd(step: loop.step)
    }
    return goesBack ? try goBack() : try advance()
  }

  /// The updates after which a parameter that no loss has reached is told: those of an epoch, a thousand at
  /// most.
  private var reachingSteps: Int { Swift.min(loop.stepsPerEpoch, steps, 1000) }

  private var isMeasurementDue: Bool {
    loop.step != measuredStep && (loop.step % validateEvery == 0 || loop.step == steps)
  }

  private func measure(_ data: any Dataset) throws -> TrainingEvent {
    let step = loop.step
    measuredStep = step
    unmeasuredSteering = steering
    let evaluation = try loop.withEvaluationParameters {
      try Evaluation(of: loop.model, on: data, batchSize: loop.microBatchSize ?? 1000)
    }
    var series = evaluation.measures
    series["loss"] = evaluation.loss
    for (name, value) in series.sorted(by: { $0.key < $1.key }) {
      let answer = steering.observe(value, of: "validation \(name)", at: step)
      untold += answer.events
      goesBack = goesBack || answer.restores
    }
    return .validation(step: step, evaluation)
  }

  private func advance() throws -> TrainingEvent {
    let step = loop.step
    if steering.restores { try restorePoints.keep(loop) }
    let values = grouped.values(at: step, factor: steering.factor(at: step))
    let rate = values.learningRate
    let result = try loop.advance(values, groupOfParameter: grouped.groupOfParameter)
    losses = result.losses
    guard result.loss.isFinite else { return try recover(from: result.loss, values) }
    self.values = values
    try steer("loss", result.loss, at: step)
    for (name, value) in result.losses.sorted(by: { $0.key < $1.key }) {
      try steer("loss \(name)", value, at: step)
    }
    try steer("gradient norm", result.gradientNorm, at: step)
    return result.updated
      ? .step(step, loss: result.loss, learningRate: rate, gradientNorm: result.gradientNorm)
      : .skipped(step, loss: result.loss, learningRate: rate)
  }

  /// Makes the next update after going back, which is told first.
  private func goBack() throws -> TrainingEvent {
    goesBack = false
    let step = loop.step
    guard let origin = try restorePoints.restore(loop) else { return try advance() }
    untold.insert(try advance(), at: 0)
    return .restored(step: step, to: origin)
  }

  /// Hands a measurement to the controllers, and does at once what they ask for; answers whether
  /// weights were put back.
  @discardableResult
  private func steer(_ series: String, _ value: Double, at step: Int) throws -> Bool {
    let answer = steering.observe(value, of: series, at: step)
    untold += answer.events
    guard answer.restores, let origin = try restorePoints.restore(loop) else { return false }
    untold.append(.restored(step: step, to: origin))
    return true
  }

  /// What follows a loss that is no number: the step is left out if a controller puts weights back
  /// from before, and otherwise the training has failed.
  private func recover(from loss: Double, _ values: PlanValues) throws -> TrainingEvent {
    let step = loop.step
    let error = divergence(loss)
    guard try steer("loss", loss, at: step) else { throw error }
    self.values = values
    loop.setStep(step + 1)
    return .skipped(step, loss: loss, learningRate: values.learningRate)
  }

  private func divergence(_ loss: Double) -> DivergenceError {
    let previous = loop.step - 1
    let rate =
      values?.learningRate
      ?? grouped.values(at: previous, factor: steering.factor(at: previous)).learningRate
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

  /// The controllers as a checkpoint that is taken now stores them.
  var storedSteering: Steering { measuredStep == loop.step ? unmeasuredSteering : steering }

  /// Goes on with stored controllers and copies of weights.
  func resume(_ stored: Steering, _ points: [TrainingLoop.Snapshot]) {
    (steering, unmeasuredSteering) = (stored, stored)
    restorePoints.resume(with: steering.restores ? points : [])
    (untold, goesBack) = ([], false)
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
    hasToldEnd = plan.isPastEnd(loop.step - 1)
    hasToldUnreached = loop.step >= reachingSteps
  }
}
