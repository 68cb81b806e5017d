internal import Optimizers

extension PassKernels {
  /// The loops of the modifiers.
  func addingWrappers() -> PassKernels {
    self
      .adding(kernel(Averaged.Take.self)).adding(kernel(Lookahead.Meet.self))
      .adding(kernel(ScheduleFree.Move.self))
      .adding(kernel(Cautious.Count.self)).adding(kernel(Cautious.Mask.self))
  }
}
