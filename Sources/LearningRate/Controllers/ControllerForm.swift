public import Notation

/// The rule of a ``Controller``, such as `plateau`.
///
/// A form is an immutable value that holds the arguments. What it knows about a run is its
/// ``State``, which the training loop keeps. To add a rule, conform a type to this protocol and add
/// it to a ``ControllerCatalogue``; in code `Controller(MyRule(…))` needs no catalogue.
public protocol ControllerForm: NotationForm, Hashable, Sendable {
  /// What the rule remembers of the measurements. It should be small, since every checkpoint
  /// contains it, and must hold no infinite numbers and no NaN, since JSON has none.
  associatedtype State: Codable, Hashable, Sendable

  /// A form with the defaults; a parameter without a default has any value.
  init()

  /// The error of parameters that are valid alone but not together; nil if there is none.
  var conflict: ScheduleError? { get }

  /// The series that it observes by default, such as `validation loss`.
  var measurement: String { get }

  /// Whether it may ever answer ``ControllerAction/restore(from:to:)``; if so, the training loop
  /// keeps copies of the weights.
  var restores: Bool { get }

  /// The state before the first measurement.
  var initialState: State { get }

  /// Takes a measurement made after `step` updates, and returns what the run must do.
  ///
  /// It is called once for each measurement. The value may be infinite or NaN. Steps may repeat or
  /// decrease, as they do when the loop goes back to earlier weights.
  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction

  /// The factor on the schedule for the update at `step`: finite and not negative.
  func factor(_ state: State, at step: Int) -> Double

  /// Whether it has answered ``ControllerAction/stop``: a run that resumes from such a state ends
  /// at once.
  func isOver(_ state: State) -> Bool

  /// The number of measurements before which it never acts; in a run with fewer it has no effect.
  var leastMeasurements: Int { get }

  /// The error of a state of this form; nil if it is valid.
  ///
  /// A stored state with a fault is refused.
  func fault(of state: State) -> ScheduleError?
}

extension ControllerForm {
  /// A new form.
  public var defaults: Self { Self() }

  /// Nil.
  public var conflict: ScheduleError? { nil }

  /// The error of this form; nil if it is valid.
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
