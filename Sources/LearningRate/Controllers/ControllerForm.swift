public import Notation

/// What a ``Controller`` can be: a rule such as `plateau`.
///
/// A form is an immutable value, its arguments. What it remembers of a run is its ``State``, which
/// the loop keeps. To add one of your own, conform a type and add it to a ``ControllerCatalogue``; in
/// code `Controller(MyRule(…))` needs no catalogue.
public protocol ControllerForm: NotationForm, Hashable, Sendable {
  /// What it remembers of the measurements: small, for it is a part of every checkpoint, and free
  /// of numbers that are not finite, since JSON has none.
  associatedtype State: Codable, Hashable, Sendable

  /// A controller with its defaults; what must be given has any value.
  init()

  /// What is wrong with the parameters taken together, beyond what each of them may be; nil if nothing
  /// is.
  var conflict: ScheduleError? { get }

  /// The series it listens to when the plan does not say, such as `validation loss`.
  var measurement: String { get }

  /// Whether it may ever answer ``ControllerAction/restore(from:to:)``: the loop then keeps copies of
  /// weights to go back to.
  var restores: Bool { get }

  /// The state before the first measurement.
  var initialState: State { get }

  /// Takes a measurement made after `step` updates, and answers what to do.
  ///
  /// It is called once for each measurement. The value may be any number, or none; steps may repeat
  /// or run backwards, as they do when the loop goes back to earlier weights.
  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction

  /// What the schedule is multiplied by for the update at `step`: finite and not negative.
  func factor(_ state: State, at step: Int) -> Double

  /// Whether it has answered ``ControllerAction/stop``: a run that goes on from such a state ends at once.
  func isOver(_ state: State) -> Bool

  /// The fewest measurements after which it may act: a run with fewer need not have it.
  var leastMeasurements: Int { get }

  /// The one rule of what a state of this form is; nil if this is one.
  ///
  /// A stored state that breaks it is refused.
  func fault(of state: State) -> ScheduleError?
}

extension ControllerForm {
  /// A new form.
  public var defaults: Self { Self() }

  /// Nothing.
  public var conflict: ScheduleError? { nil }

  /// The one rule of what a valid form is; nil if this one is valid.
  ///
  /// A literal in code that breaks it stops the program; parsed text that breaks it throws.
  public var fault: ScheduleError? { parameterFault.map { ScheduleError($0) } ?? conflict }

  /// The validation loss.
  public var measurement: String { "validation loss" }

  /// No.
  public var restores: Bool { false }

  /// Never.
  public func isOver(_ state: State) -> Bool { false }

  /// Two: one to compare with, and one.
  public var leastMeasurements: Int { 2 }

  /// None: every state that can be decoded is one.
  public func fault(of state: State) -> ScheduleError? { nil }
}
