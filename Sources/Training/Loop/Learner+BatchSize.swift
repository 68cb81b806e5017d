package import LearningRate
internal import Notation

extension Learner {
  /// Uses the batch sizes that `plan`, the first updater's, schedules, from the next step on.
  ///
  /// - Parameter place: the position in the data at which the next step begins; nil for the
  ///   position after batches of the fixed size.
  /// - Throws: `TrainingError` for data whose order determines the batch sizes.
  package func scheduleBatchSize(by plan: ResolvedPlan, at position: DataPosition? = nil) throws {
    guard plan.batchSize != nil || position != nil || loader.sizes != nil else { return }
    try loader.schedule(
      batchSizes(of: plan), from: step, at: position ?? loader.position(before: step))
  }

  /// The sizes that `plan` schedules, or the fixed one.
  func batchSizes(of plan: ResolvedPlan) -> BatchSizes {
    BatchSizes(
      plan, usual: loader.base.batchSize, updates: trainingStep.updateCount(of: updaters[0].name))
  }

  /// Checks the batch size in an updater's plan.
  func checkBatchSize(in plan: ResolvedPlan, of updater: Updater) throws {
    guard let curve = plan.batchSize else { return }
    guard updater === updaters[0] else {
      throw TrainingError(
        "batchSize is scheduled by the first updater's plan, that of '\(updaters[0].name)'; received it "
          + "in that of '\(updater.name)'")
    }
    guard loader.base is any ResizableOrder else { throw BatchLoader.unschedulable(loader.base) }
    let range = curve.range
    for bound in [range.lowerBound, range.upperBound]
    where !(0.5...Double(BatchSizes.mostExamples)).contains(bound) {
      throw TrainingError(
        "batchSize must be 1 to \(BatchSizes.mostExamples) examples; received \(bound.notationText) in "
          + "\(curve.schedule)")
    }
  }
}
