public import Notation

/// A hyperparameter over a run, as it is written: `cosine(from: 3e-4, to: 0).warmup(5%)`.
///
/// A schedule is an immutable value. It can be compared, hashed, printed, parsed and stored, and
/// is written the same way in code, on the command line and in a file:
///
/// ```swift
/// let schedule: Schedule = .cosine(from: 3e-4, to: 3e-5, over: 10_000).warmup(500)
/// schedule.description  // cosine(from: 3e-4, to: 3e-5, over: 10000).warmup(500)
/// ```
///
/// `schedule == Schedule(schedule.description)` holds for every schedule. Its lengths may depend
/// on the run, so it is resolved before it is evaluated: see ``resolved(steps:stepsPerEpoch:)``.
public struct Schedule: Sendable {
  /// The outermost shape or modifier.
  public let form: any ScheduleForm
  /// How many forms are stacked: 1 for a shape, one more for each modifier around it.
  public let depth: Int

  /// The most forms that are stacked, so that whatever is printed can be parsed.
  public static let maximumDepth = 32

  /// Makes a schedule of a shape or a modifier.
  ///
  /// - Precondition: The form is valid: its ``ScheduleForm/fault`` is nil.
  public init(_ form: any ScheduleForm) {
    if let fault = Self.fault(of: form) { preconditionFailure("\(fault)") }
    self.form = form
    depth = Self.depth(of: form)
  }

  /// Makes a schedule of a form that is known to be valid, and not deep.
  init(valid form: any ScheduleForm) {
    self.form = form
    depth = Self.depth(of: form)
  }

  /// Reads a schedule; `catalogue` holds the words it may use.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(_ notation: String, catalogue: ScheduleCatalogue = .standard) throws {
    self = try catalogue.schedule(from: NotationExpression(parsing: notation))
  }

  /// What is wrong with a form in code or in text: its own fault, or a notation too deep or too long to
  /// be parsed.
  static func fault(of form: any ScheduleForm) -> ScheduleError? {
    if let fault = form.fault { return fault.about(type(of: form).word.name) }
    let depth = depth(of: form)
    guard depth <= maximumDepth else {
      return ScheduleError(
        "the schedule", "stacked at most \(maximumDepth) deep", received: String(depth))
    }
    let length = notation(of: form).description.utf8.count
    guard length > NotationExpression.maximumLength else { return nil }
    return ScheduleError(
      "the schedule", "written in at most \(NotationExpression.maximumLength) bytes",
      received: String(length))
  }

  private static func depth(of form: any ScheduleForm) -> Int {
    1 + (form.parts.lazy.map(\.depth).max() ?? 0)
  }
}

extension Schedule {
  /// The schedule as a curve over a run: a pure function of the step.
  ///
  /// `steps` is the number of optimizer updates of the run. A length in epochs needs
  /// `stepsPerEpoch`.
  ///
  /// - Throws: ``ScheduleError`` if a length cannot be resolved or does not fit.
  public func resolved(steps: Int, stepsPerEpoch: Int? = nil) throws -> Curve {
    try Curve(self, in: Window(steps: steps, stepsPerEpoch: stepsPerEpoch))
  }

  /// The schedule as a function of time, with step 0 at the start of `window`.
  ///
  /// This is for forms that contain a schedule; a run uses ``resolved(steps:stepsPerEpoch:)``.
  ///
  /// - Throws: ``ScheduleError`` if a length cannot be resolved or does not fit.
  public func closedForm(in window: Window) throws -> any ClosedForm {
    do {
      let closedForm = try form.closedForm(in: window)
      if let fault: ScheduleError = .bound(closedForm.bound) { throw fault }
      return closedForm
    } catch let error as ScheduleError {
      throw error.about(type(of: form).word.name)
    }
  }

  /// The schedule as an expression; its text is ``description``.
  public var notation: NotationExpression { Self.notation(of: form) }

  private static func notation(of form: any ScheduleForm) -> NotationExpression {
    let receiver = (form as? any ScheduleModifier)?.receiver.notation
    return .call(type(of: form).word.name, form.arguments, on: receiver)
  }
}

extension Schedule: Hashable {
  /// Whether two schedules are the same form with the same arguments.
  public static func == (a: Schedule, b: Schedule) -> Bool { a.form.equals(b.form) }

  /// Hashes the form and its arguments.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: form)))
    form.hash(into: &hasher)
  }
}

extension ScheduleForm {
  fileprivate func equals(_ other: any ScheduleForm) -> Bool { (other as? Self) == self }
}

extension Schedule: CustomStringConvertible, Codable {
  /// The notation of the schedule.
  public var description: String { notation.description }

  /// Reads a schedule stored as its notation, with the standard catalogue.
  ///
  /// To read one with words of your own, decode a `String` and parse it with your catalogue.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Schedule($0) }
  }

  /// Stores the schedule as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
