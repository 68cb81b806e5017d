public import LearningRate

/// A training under a plan, as the sequence of its events.
///
/// It goes on one event at a time, when asked: no thread of its own, nothing in flight between two
/// events, so whoever asks may stop, save, or go on at any point. ``next()`` is the plain form;
/// the asynchronous sequence stays on its caller's executor, because libtorch keeps a pool of
/// threads for each thread that calls it.
public final class TrainingRun: AsyncSequence {
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
    grouped = try loop.grouped(plan)
    (self.validation, self.validateEvery) = (validation, validateEvery)
    begin()
  }

  /// The next event; nil after the last.
  ///
  /// - Throws: `DivergenceError` when the loss is not finite, before that step changed anything.
  public func next() throws -> TrainingEvent? {
    loop.useThreads()
    if let validation, isMeasurementDue {
      measuredStep = loop.step
      return .validation(step: loop.step, try Evaluation(of: loop.model, on: validation))
    }
    guard loop.step < steps else {
      if hasFinished { return nil }
      hasFinished = true
      return .finished(step: loop.step)
    }
    if plan.isPastEnd(loop.step), !hasToldEnd {
      hasToldEnd = true
      return .pastEnd(step: loop.step)
    }
    return try advance()
  }

  private var isMeasurementDue: Bool {
    loop.step != measuredStep && (loop.step % validateEvery == 0 || loop.step == steps)
  }

  private func advance() throws -> TrainingEvent {
    let step = loop.step
    let values = grouped.values(at: step)
    let rate = values.learningRate
    let result = try loop.advance(values, groupOfParameter: grouped.groupOfParameter)
    (self.values, losses) = (values, result.losses)
    guard result.loss.isFinite else { throw divergence(result.loss) }
    return result.updated
      ? .step(step, loss: result.loss, learningRate: rate, gradientNorm: result.gradientNorm)
      : .skipped(step, loss: result.loss, learningRate: rate)
  }

  private func divergence(_ loss: Double) -> DivergenceError {
    let previous = grouped.values(at: loop.step - 1).learningRate
    return DivergenceError(step: loop.step, loss: loss, learningRate: previous)
  }

  /// Checks that the weights are worth keeping: that the next step's loss is a number.
  ///
  /// - Throws: `DivergenceError` as that step would.
  func checkUpcomingLoss() throws {
    guard loop.step > 0 else { return }
    let loss = try loop.upcomingLoss()
    guard loss.isFinite else { throw divergence(loss) }
  }

  /// Begins to count from where `loop` was put: a measurement due there is made.
  func begin() {
    measuredStep = loop.step == 0 ? 0 : nil
    hasFinished = false
    // Whoever was past the end before has been told.
    hasToldEnd = plan.isPastEnd(loop.step - 1)
  }

  /// Asks for one event after another.
  public func makeAsyncIterator() -> Iterator { Iterator(training: self) }

  /// The events of a training.
  public struct Iterator: AsyncIteratorProtocol {
    let training: TrainingRun

    /// The next event, made on the caller's executor.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws -> TrainingEvent? {
      try training.next()
    }

    /// The next event.
    public mutating func next() async throws -> TrainingEvent? { try training.next() }
  }
}
