/// What a controller answers to a measurement.
public enum ControllerAction: Hashable, Sendable {
  /// Nothing changes.
  case keep
  /// The factor changes; the two differ.
  case changed(from: Double, to: Double)
  /// Nothing more is to be hoped for: the run ends here.
  case stop
  /// The weights since the last good ones are worthless: go back to those, and on with the new
  /// factor, which may be the old one.
  ///
  /// The controller's own state is not restored with the weights. If it were, the controller would
  /// forget what it has seen and answer the same for ever.
  case restore(from: Double, to: Double)
}
