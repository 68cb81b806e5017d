/// When the batch of the next step is made. The setting does not affect its contents.
public enum Prefetching: Hashable, Sendable {
  /// When the step begins.
  case whenNeeded
  /// On another thread, during the previous step. A batch that is split into micro-batches is made
  /// piece by piece, when each is needed.
  case ahead
  /// Ahead if a CPU core is idle during a step (the model is on another device or does not use all
  /// threads) and the previous batches took longer than passing one between threads.
  case automatic
}
