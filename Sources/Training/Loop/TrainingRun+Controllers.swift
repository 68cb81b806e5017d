internal import LearningRate

// What a step, and what its measurements make the controllers do.
extension TrainingRun {
  func advance() throws -> TrainingEvent {
    if restores { try restorePoints.keep(loop) }
    loop.measuresLayers = measureLayersEvery.map { loop.step % $0 == 0 } ?? false
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
  func goBack() throws -> TrainingEvent {
    goesBack = false
    let step = loop.step
    guard let origin = try restorePoints.restore(loop) else { return try advance() }
    untold.insert(try advance(), at: 0)
    return .restored(step: step, to: origin)
  }

  /// Hands a measurement to all controllers; answers whether one asks to go back.
  ///
  /// It belongs to the update that comes next, or to the one so many before.
  func observe(_ value: Double, of series: String, before count: Int) -> Bool {
    var restores = false
    for index in courses.indices {
      let update = courses[index].updater.updates - count
      let answer = courses[index].controllers.observe(
        value, of: series, at: update, updater: courses[index].updater.name)
      untold += answer.events
      restores = restores || answer.restores
    }
    return restores
  }

  /// Hands a measurement to the controllers, and does at once what they ask for; answers whether weights
  /// were put back.
  @discardableResult
  func steer(_ series: String, _ value: Double, before count: Int) throws -> Bool {
    guard observe(value, of: series, before: count),
      let origin = try restorePoints.restore(loop)
    else { return false }
    untold.append(.restored(step: loop.step - count, to: origin))
    return true
  }

  /// What follows a loss that is no number: the step is left out if a controller puts weights back
  /// from before, and otherwise the training has failed.
  func recover(from report: StepReport) throws -> TrainingEvent {
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

  func divergence(_ loss: Double) -> DivergenceError {
    let previous = courses[0].updater.updates - 1
    let rate = lastReport?.learningRate ?? courses[0].values(at: previous).learningRate
    return DivergenceError(step: loop.step, loss: loss, learningRate: rate)
  }

  /// The controllers of an updater as a checkpoint that is taken now stores them.
  func storedControllers(of course: UpdaterCourse) -> RunningControllers {
    hasMeasured ? course.unmeasuredControllers : course.controllers
  }

  /// Goes on with stored controllers, an updater's after the other, and copies of weights.
  func resume(_ stored: [RunningControllers], _ points: [TrainingLoop.Snapshot]) {
    for (index, controllers) in stored.enumerated() {
      (courses[index].controllers, courses[index].unmeasuredControllers) = (
        controllers, controllers
      )
    }
    restorePoints.resume(with: restores ? points : [])
    (untold, announcements, goesBack) = ([], [], false)
  }
}
