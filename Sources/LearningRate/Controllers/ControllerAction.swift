/// The answer of a controller to a measurement.
public enum ControllerAction: Hashable, Sendable {
  /// Nothing changes.
  case keep
  /// The factor changes from one value to another.
  case changed(from: Double, to: Double)
  /// No more improvement is expected: the run ends.
  case stop
  /// The run goes back to its last good weights, and continues with the new factor, which may equal
  /// the old one.
  ///
  /// The controller's own state is not restored with the weights. Otherwise the controller would
  /// forget what it has measured, and give the same answer again and again.
  case restore(from: Double, to: Double)
}
