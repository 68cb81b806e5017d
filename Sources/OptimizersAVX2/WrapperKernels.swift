internal import Optimizers

extension PassKernels {
  /// The loops of the modifiers.
  func addingWrappers() -> PassKernels {
    self
      .adding(kernel(AveragedUpdate.self)).adding(kernel(LookaheadMeet.self))
      .adding(kernel(ScheduleFreeMove.self))
      .adding(kernel(CautiousCount.self)).adding(kernel(CautiousMask.self))
  }
}
