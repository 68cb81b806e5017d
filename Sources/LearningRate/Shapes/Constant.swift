import Notation

extension Schedule {
  /// The same value at every step.
  ///
  /// ```
  /// value(t) = rate
  /// ```
  ///
  /// - Precondition: `rate` is finite, and at most 1e100 in size.
  public static func constant(_ rate: Double) -> Schedule { Schedule(ConstantShape(rate: rate)) }
}

/// The shape `constant`.
struct ConstantShape: ScheduleShape {
  let rate: Double

  static var word: ScheduleWord {
    ScheduleWord(
      name: "constant", signature: "constant(rate)", formula: "rate",
      summary: "Keeps the same value.", example: "constant(1e-3)")
  }

  var arguments: [NotationArgument] { [NotationArgument(rate)] }

  var fault: ScheduleError? { .value("rate", rate) }

  func closedForm(in window: Window) -> any ClosedForm { Level(value: rate) }
}

extension ConstantShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    rate = try arguments.unlabelled("rate")
  }
}

/// A value that never changes.
struct Level: ClosedForm {
  let value: Double

  var bound: Double { value.magnitude }

  func value(at time: Double) -> Double { value }

  func formula(at time: Formula) -> Formula? {
    return .number(value)
  }
}
