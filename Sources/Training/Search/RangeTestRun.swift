internal import LearningRate
internal import Optimizers
package import Search

/// Makes the ramp of a range test with a run's model, data and optimizer.
///
/// Each step trains on the run's next batch at the ramp's next rate; its loss is that of the batch before
/// the update, as in the packages. The hyperparameters besides the rate are those that the run's plan has
/// where its rate is highest, and layers with a rate of their own keep the ratio to it. The run's schedule
/// and length do not enter. Model, optimizer state and position in the data are restored after it, and
/// compared bit for bit.
package struct RangeTestRun {
  private let test: RangeTest
  private let learner: Learner
  private let steps: Int
  private let planForRate: RateFinder.PlanForRate

  /// Creates the ramp for the run of `steps` steps that `learner` is about to start.
  package init(
    _ test: RangeTest, _ learner: Learner, steps: Int, plan: @escaping RateFinder.PlanForRate
  ) {
    (self.test, self.learner, self.steps, planForRate) = (test, learner, steps, plan)
  }

  /// The rates of the ramp.
  package var ramp: RangeRamp {
    test.ramp(typicalRate: learner.optimizer.rule.typicalRate)
  }

  /// Makes the ramp until the test's rule ends it, and restores the learner's state.
  ///
  /// - Parameter progress: called at each step; returns false to stop.
  /// - Throws: `SearchError.stopped`; `TrainingError` for a training with several updaters, or if the
  ///   state was not restored exactly.
  package func curve(
    progress: (RateFinder.Progress) -> Bool = { _ in true }
  ) throws -> RangeCurve {
    guard learner.updaters.count == 1 else {
      throw TrainingError(
        "a range test needs a training with one updater; received \(learner.updaters.count)")
    }
    let typical = learner.optimizer.rule.typicalRate
    let plan = try planForRate(typical)
    let peakStep = SearchedSchedule(plan, steps: steps, hasFactor: false).peakStep
    let grouped = try learner.grouped(plan)
    // The batch sizes do not depend on the rate.
    try learner.scheduleBatchSize(by: plan)
    let start = try learner.snapshot()
    let result = Result { () throws -> RangeCurve in
      var curve = RangeCurve(test.origin, ramp: ramp)
      while true {
        let rate = ramp.rate(at: curve.losses.count)
        let values = grouped.values(at: peakStep, factor: rate / typical)
        let report = try learner.advance { _ in (values, grouped.groupOfParameter) }
        let current = RateFinder.Progress(
          step: curve.losses.count, steps: ramp.steps, trialRate: rate, isCooling: false,
          learningRate: rate, loss: report.loss)
        guard progress(current) else { throw SearchError.stopped }
        guard curve.record(report.loss, isUpdated: report.updated) else { return curve }
      }
    }
    // In any case the run starts from its original state.
    try learner.restore(start)
    return try result.get()
  }
}
