/// The answer of a controller to a measurement.
public enum ControllerAction: Hashable, Sendable {
  /// Nothing changes.
  case keep
  /// The factor changes; the two differ.
  case changed(from: Double, to: Double)
  /// No more improvement is expected: the run ends.
  case stop
  /// The run goes back to its last good weights, and on with the new factor, which may equal the old
  /// one.
  ///
  /// The controller's own state is not restored with the weights. If it were, the controller would
  /// forget what it has seen and give the same answer for ever.
  case restore(from: Double, to: Double)
}
