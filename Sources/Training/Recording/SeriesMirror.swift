public import Runs

/// A second place for the series of a run, beside the store: event files, a dashboard.
///
/// A ``RunRecorder`` gives it every point when it is measured. Errors end the training as those of the
/// store do, with a checkpoint to go on from.
public protocol SeriesMirror: AnyObject {
  /// Begins, or goes on from a checkpoint: what was given from `step` on is void, and comes again.
  func begin(at step: Int) throws
  /// Takes a point; it may wait in memory.
  func add(_ point: SeriesPoint)
  /// Puts what waits where a kill of the process leaves it. It is called at least once a second while
  /// there are points, and with each checkpoint.
  func flush() throws
}
