internal import Optimizers

extension PassKernels {
  /// The loops of the modifiers.
  func addingWrappers() -> PassKernels {
    self
      .adding(kernel(AveragedUpdate.self)).adding(kernel(LookaheadSync.self))
      .adding(kernel(ScheduleFreeStep.self))
      .adding(kernel(CautiousCount.self)).adding(kernel(CautiousMask.self))
  }
}
