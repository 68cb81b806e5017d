/// When the batch of the next step is made; its numbers are the same in each case.
public enum BatchPreparation: Hashable, Sendable {
  /// When its step begins.
  case whenNeeded
  /// On another thread, while the step before runs. A batch that is seen in pieces for want of memory is
  /// made piece by piece, when each is needed.
  case ahead
  /// Ahead where a processor is idle during a step, since the model is on another device or has not all
  /// threads, and the batches before took longer than handing one over does.
  case automatic
}
