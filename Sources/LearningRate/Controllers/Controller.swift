public import Notation

/// A rule that changes the rate according to measurements: `plateau(factor: 0.1, patience: 10)`.
///
/// The rate of an update is the schedule's, times the controller's factor. A controller is an
/// immutable value with a notation, like a ``Schedule``. What it knows about a run is in a separate
/// ``ControllerState``:
///
/// ```swift
/// let controller: Controller = .plateau(factor: 0.5, patience: 3)
/// var state = controller.initialState
/// switch state.observe(validationLoss, at: step) { … }
/// let rate = curve.value(at: step) * state.factor(at: step)
/// ```
///
/// `controller == Controller(controller.description)` holds for every controller.
public struct Controller: Sendable {
  /// The rule.
  public let form: any ControllerForm

  /// Makes a controller of a rule.
  ///
  /// - Precondition: The form is valid: its ``ControllerForm/fault`` is nil.
  public init(_ form: any ControllerForm) {
    if let fault = Self.fault(of: form) { preconditionFailure("\(fault)") }
    self.form = form
  }

  /// Reads a controller; `catalogue` holds the words it may use.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(_ notation: String, catalogue: ControllerCatalogue = .standard) throws {
    self = try catalogue.controller(from: NotationExpression(parsing: notation))
  }

  /// The error of a form: its own fault, or that its text is too long to be parsed.
  static func fault(of form: any ControllerForm) -> ScheduleError? {
    if let fault = form.fault { return fault.about(type(of: form).word.name) }
    let length = notation(of: form).description.utf8.count
    guard length > NotationExpression.maximumLength else { return nil }
    return ScheduleError(
      "the controller", "written in at most \(NotationExpression.maximumLength) bytes",
      received: String(length))
  }

  /// The series that it observes by default, such as `validation loss`.
  public var measurement: String { form.measurement }

  /// Whether it may ask for a return to earlier weights.
  public var restores: Bool { form.restores }

  /// The number of measurements before which it never acts.
  public var leastMeasurements: Int { form.leastMeasurements }

  /// The state before the first measurement.
  public var initialState: ControllerState { ControllerState(self) }

  /// The controller as an expression; its text is ``description``.
  public var notation: NotationExpression { Self.notation(of: form) }

  private static func notation(of form: any ControllerForm) -> NotationExpression {
    .call(type(of: form).word.name, form.arguments)
  }
}

extension Controller: Hashable {
  /// Whether two controllers are the same form with the same arguments.
  public static func == (a: Controller, b: Controller) -> Bool { a.form.equals(b.form) }

  /// Hashes the form and its arguments.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: form)))
    form.hash(into: &hasher)
  }
}

extension ControllerForm {
  fileprivate func equals(_ other: any ControllerForm) -> Bool { (other as? Self) == self }
}

extension Controller: CustomStringConvertible, Codable {
  /// The notation of the controller.
  public var description: String { notation.description }

  /// Reads a controller stored as its notation, with the catalogue that the decoder's `userInfo`
  /// holds for ``ControllerCatalogue/userInfoKey``, or the standard one.
  public init(from decoder: any Decoder) throws {
    let catalogue = decoder.userInfo[ControllerCatalogue.userInfoKey] as? ControllerCatalogue
    self = try decoder.notation { try Controller($0, catalogue: catalogue ?? .standard) }
  }

  /// Stores the controller as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
