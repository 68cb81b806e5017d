public import Notation

/// What a ``Controller`` can be: a rule such as `plateau`.
///
/// A form is an immutable value, its arguments. What it remembers of a run is its ``State``, which
/// the loop keeps. To add one of your own, conform a type and add it to a ``ControllerCatalogue``; in
/// code `Controller(MyRule(…))` needs no catalogue.
public protocol ControllerForm: NotationForm, Hashable, Sendable {
  /// What it remembers of the measurements: small, since every checkpoint contains it, and without
  /// infinite numbers or NaN, which JSON does not have.
  associatedtype State: Codable, Hashable, Sendable

  /// A controller with its defaults; a parameter that must be given has any value.
  init()

  /// What is wrong with the combination of the parameters; nil if nothing is.
  var conflict: ScheduleError? { get }

  /// The series that it observes by default, such as `validation loss`.
  var measurement: String { get }

  /// Whether it may ever answer ``ControllerAction/restore(from:to:)``: the loop then keeps copies of
  /// weights to go back to.
  var restores: Bool { get }

  /// The state before the first measurement.
  var initialState: State { get }

  /// Takes a measurement made after `step` updates, and answers what to do.
  ///
  /// It is called once for each measurement. The value may be infinite or NaN. Steps may repeat or
  /// decrease, as they do when the loop goes back to earlier weights.
  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction

  /// What the schedule is multiplied by for the update at `step`: finite and not negative.
  func factor(_ state: State, at step: Int) -> Double

  /// Whether it has answered ``ControllerAction/stop``: a run that resumes from such a state ends at
  /// once.
  func isOver(_ state: State) -> Bool

  /// The fewest measurements after which it may act; in a run with fewer it has no effect.
  var leastMeasurements: Int { get }

  /// What is wrong with a state of this form; nil if it is valid.
  ///
  /// A stored state with a fault is refused.
  func fault(of state: State) -> ScheduleError?
}

extension ControllerForm {
  /// A new form.
  public var defaults: Self { Self() }

  /// Nil.
  public var conflict: ScheduleError? { nil }

  /// What is wrong with this form; nil if it is valid.
  ///
  /// A form with a fault stops the program if it is made in code, and is an error if it is parsed.
  public var fault: ScheduleError? { parameterFault.map { ScheduleError($0) } ?? conflict }

  /// The validation loss.
  public var measurement: String { "validation loss" }

  /// No.
  public var restores: Bool { false }

  /// Never.
  public func isOver(_ state: State) -> Bool { false }

  /// Two: the second one is compared with the first.
  public var leastMeasurements: Int { 2 }

  /// Nil: every state that can be decoded is valid.
  public func fault(of state: State) -> ScheduleError? { nil }
}
