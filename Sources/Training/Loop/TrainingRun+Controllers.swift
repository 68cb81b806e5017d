internal import LearningRate

// Steps, and the reactions of controllers to measurements.
extension TrainingRun {
  func advance() throws -> TrainingEvent {
    if restores { try restorePoints.keep(learner) }
    learner.measuresLayers = measureLayersEvery.map { learner.step % $0 == 0 } ?? false
    let report = try learner.advance { [runningPlans] updater in
      // The learner's updaters and the running plans have the same order.
      let runningPlan = runningPlans.first { $0.updater === updater }.unsafelyUnwrapped
      return (runningPlan.values(at: updater.updates), runningPlan.grouped.groupOfParameter)
    }
    guard report.loss.isFinite else { return try recover(from: report) }
    lastReport = report
    try steer("loss", report.loss, before: 1)
    for (name, value) in report.losses.sorted(by: { $0.key < $1.key }) {
      try steer("loss \(name)", value, before: 1)
    }
    if runningPlans.count > 1 {
      for update in report.updates { try steer("loss \(update.updater)", update.loss, before: 1) }
    }
    try steer("gradient norm", report.gradientNorm, before: 1)
    return report.updated ? .step(report) : .skipped(report)
  }

  /// Restores earlier weights and makes the next update; the restoration is reported first.
  func goBack() throws -> TrainingEvent {
    goesBack = false
    let step = learner.step
    guard let origin = try restorePoints.restore(learner) else { return try advance() }
    pendingEvents.insert(try advance(), at: 0)
    return .restored(step: step, to: origin)
  }

  /// Passes a measurement to all controllers; returns whether one of them requests earlier weights.
  ///
  /// The measurement belongs to the next update, or to the one `count` before it.
  func observe(_ value: Double, of series: String, before count: Int) -> Bool {
    var restores = false
    for index in runningPlans.indices {
      let update = runningPlans[index].updater.updates - count
      let answer = runningPlans[index].controllers.observe(
        value, of: series, at: update, updater: runningPlans[index].updater.name)
      pendingEvents += answer.events
      restores = restores || answer.restores
    }
    return restores
  }

  /// Passes a measurement to the controllers and does what they request; returns whether earlier
  /// weights were restored.
  @discardableResult
  func steer(_ series: String, _ value: Double, before count: Int) throws -> Bool {
    guard observe(value, of: series, before: count),
      let origin = try restorePoints.restore(learner)
    else { return false }
    pendingEvents.append(.restored(step: learner.step - count, to: origin))
    return true
  }

  /// Handles a loss that is not finite: the step is skipped if a controller restores earlier
  /// weights, and otherwise the training fails.
  func recover(from report: StepReport) throws -> TrainingEvent {
    let error = divergence(report.loss)
    guard try steer("loss", report.loss, before: 0) else { throw error }
    var skipped = report
    for runningPlan in runningPlans
    where !report.updates.contains(where: { $0.updater == runningPlan.updater.name }) {
      let number = runningPlan.updater.updates
      skipped.updates.append(
        StepReport.Update(
          updater: runningPlan.updater.name, number: number, loss: report.loss,
          values: runningPlan.values(at: number),
          effectiveRate: runningPlan.values(at: number).learningRate, gradientNorm: .nan,
          isMade: false))
      runningPlan.updater.updates += 1
    }
    lastReport = skipped
    learner.step = report.step + 1
    return .skipped(skipped)
  }

  func divergence(_ loss: Double) -> DivergenceError {
    let previous = runningPlans[0].updater.updates - 1
    let rate = lastReport?.learningRate ?? runningPlans[0].values(at: previous).learningRate
    return DivergenceError(step: learner.step, loss: loss, learningRate: rate)
  }

  /// The controllers of an updater that a checkpoint taken now would store.
  func storedControllers(of runningPlan: RunningPlan) -> RunningControllers {
    hasMeasured ? runningPlan.unmeasuredControllers : runningPlan.controllers
  }

  /// Continues with stored controllers, one list per updater, and copies of weights.
  func resume(_ stored: [RunningControllers], _ points: [Learner.Snapshot]) {
    for (index, controllers) in stored.enumerated() {
      (runningPlans[index].controllers, runningPlans[index].unmeasuredControllers) = (
        controllers, controllers
      )
    }
    restorePoints.resume(with: restores ? points : [])
    (pendingEvents, initialEvents, goesBack) = ([], [], false)
  }
}
