public import Notation

/// What a ``Schedule`` can be made of: a shape such as `cosine`, or a modifier such as `warmup`.
///
/// A form is an immutable value: its arguments, and for a modifier its receiver. To add one of
/// your own, conform a type to ``ScheduleShape`` or ``ScheduleModifier`` and add it to a
/// ``ScheduleCatalogue``; in code `Schedule(MyShape(…))` needs no catalogue.
public protocol ScheduleForm: NotationForm, Hashable, Sendable {
  /// A form with its defaults; a parameter that must be given has any value.
  init()

  /// What is wrong with the combination of the parameters; nil if nothing is.
  ///
  /// It is called only if each parameter is in its domain.
  var conflict: ScheduleError? { get }

  /// The schedules inside this one.
  var parts: [Schedule] { get }

  /// The form as a function of time, with step 0 at the start of `window`.
  ///
  /// Use ``Schedule/closedForm(in:)`` for a schedule inside this one.
  ///
  /// - Throws: ``ScheduleError`` if a length cannot be resolved or does not fit.
  func closedForm(in window: Window) throws -> any ClosedForm
}

extension ScheduleForm {
  /// A new form.
  public var defaults: Self { Self() }

  /// Nil.
  public var conflict: ScheduleError? { nil }

  /// What is wrong with this form; nil if it is valid.
  ///
  /// A form with a fault stops the program if it is made in code, and is an error if it is parsed.
  public var fault: ScheduleError? { parameterFault.map { ScheduleError($0) } ?? conflict }
}

/// A form that stands alone: `cosine(from: 3e-4, to: 0)`.
public protocol ScheduleShape: ScheduleForm {}

/// A form that changes the schedule it is chained to: `schedule.warmup(500)`.
public protocol ScheduleModifier: ScheduleForm {
  /// The schedule before the dot; any schedule in a new form.
  var receiver: Schedule { get set }
}

extension ScheduleShape {
  /// None: a shape stands alone.
  public var parts: [Schedule] { [] }
}

extension ScheduleModifier {
  /// The receiver.
  public var parts: [Schedule] { [receiver] }
}

extension Schedule {
  /// The constant 1, which a modifier holds for each of its schedules until its arguments are read.
  static let neutral = Schedule.constant(1)
}

extension NotationParameter {
  /// A parameter that is a schedule, and must be given.
  public static func schedule(
    _ name: String, _ path: WritableKeyPath<Form, Schedule>, isLabelled: Bool = true
  ) -> NotationParameter {
    NotationParameter(
      name, isLabelled: isLabelled, shown: isLabelled ? "\(name): schedule" : "schedule",
      read: { form, given, arguments in
        let catalogue: ScheduleCatalogue = arguments.catalogue() ?? .standard
        form[keyPath: path] = try catalogue.schedule(from: given)
      },
      write: { $0[keyPath: path].notation })
  }
}
