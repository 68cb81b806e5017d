public import Notation

/// What a ``Schedule`` can be made of: a shape such as `cosine`, or a modifier such as `warmup`.
///
/// A form is an immutable value: its arguments, and for a modifier its receiver. To add one of
/// your own, conform a type to ``ScheduleShape`` or ``ScheduleModifier`` and add it to a
/// ``ScheduleCatalogue``; in code `Schedule(MyShape(…))` needs no catalogue.
public protocol ScheduleForm: Hashable, Sendable {
  /// How the form is written, and what it means.
  static var word: ScheduleWord { get }

  /// The arguments as they are printed. Reading them gives an equal form.
  var arguments: [NotationArgument] { get }

  /// The one rule of what a valid form is; nil if this one is valid.
  ///
  /// A literal in code that breaks it stops the program; parsed text that breaks it throws.
  var fault: ScheduleError? { get }

  /// The schedules inside this one.
  var parts: [Schedule] { get }

  /// The form as a function of time, with step 0 at the start of `window`.
  ///
  /// Use ``Schedule/closedForm(in:)`` for a schedule inside this one.
  ///
  /// - Throws: ``ScheduleError`` if a length cannot be resolved or does not fit.
  func closedForm(in window: Window) throws -> any ClosedForm
}

/// A form that stands alone: `cosine(from: 3e-4, to: 0)`.
public protocol ScheduleShape: ScheduleForm {
  /// Reads the arguments; `catalogue` reads those that are schedules themselves.
  ///
  /// - Throws: `NotationError` at the first mistake.
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws
}

/// A form that changes the schedule it is chained to: `schedule.warmup(500)`.
public protocol ScheduleModifier: ScheduleForm {
  /// The schedule before the dot.
  var receiver: Schedule { get }

  /// Reads the arguments; `catalogue` reads those that are schedules themselves.
  ///
  /// - Throws: `NotationError` at the first mistake.
  init(receiver: Schedule, arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws
}

extension ScheduleShape {
  /// None: a shape stands alone.
  public var parts: [Schedule] { [] }
}

extension ScheduleModifier {
  /// The receiver.
  public var parts: [Schedule] { [receiver] }
}
