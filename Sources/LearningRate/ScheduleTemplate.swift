internal import Notation

/// A schedule whose numbers are left open: it is read once, and then made with one set of numbers after
/// another.
///
/// ```swift
/// let template = try ScheduleTemplate(2) { "linear(from: \($0[0]), to: 0).warmup(\($0[1]))" }
/// template.schedule([.number(0.1), .length(500)])  // linear(from: 0.1, to: 0).warmup(500)
/// ```
///
/// It is the schedule that the notation with those numbers is read as. A search that tries many numbers
/// takes many times longer if it writes and reads each notation.
package struct ScheduleTemplate {
  /// What is put in the place of a number that is open.
  package enum Value: Sendable {
    case number(Double)
    case length(Length)

    var notation: NotationExpression {
      switch self {
      case .number(let number): number.notation
      case .length(let length): length.notation
      }
    }
  }

  private let whole: any TemplatePart

  /// Reads the notation that `text` makes of a text for each of `count` numbers.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  package init(_ count: Int, _ text: ([String]) -> String) throws {
    let notation = text((0..<count).map(OpenNumber.text))
    whole = try Self.part(NotationExpression(parsing: notation), .standard)
  }

  /// The schedule with these numbers and lengths; nil if one of them is not what it must be.
  package func schedule(_ values: [Value]) -> Schedule? {
    try? whole.schedule(values)
  }

  static func part(
    _ expression: NotationExpression, _ catalogue: ScheduleCatalogue
  ) throws -> any TemplatePart {
    let call = try ArgumentReader(expression, role: "a schedule")
    guard let inner = call.receiver else {
      let shape = try call.entry("shape", in: catalogue.shapes, named: { $0.word.name })
      return try shapePart(shape, expression, catalogue)
    }
    let modifier = try call.entry("modifier", in: catalogue.modifiers, named: { $0.word.name })
    return try modifierPart(modifier, expression, on: part(inner, catalogue), catalogue)
  }

  private static func shapePart<Shape: ScheduleShape>(
    _ type: Shape.Type, _ expression: NotationExpression, _ catalogue: ScheduleCatalogue
  ) throws -> any TemplatePart {
    ShapePart(form: try FormTemplate<Shape>(expression, catalogue))
  }

  private static func modifierPart<Modifier: ScheduleModifier>(
    _ type: Modifier.Type, _ expression: NotationExpression, on receiver: any TemplatePart,
    _ catalogue: ScheduleCatalogue
  ) throws -> any TemplatePart {
    ModifierPart(form: try FormTemplate<Modifier>(expression, catalogue), receiver: receiver)
  }
}

/// A part of a template, as it is made with these numbers.
protocol TemplatePart {
  typealias Values = [ScheduleTemplate.Value]

  func schedule(_ values: Values) throws -> Schedule
}

private struct ShapePart<Shape: ScheduleShape>: TemplatePart {
  let form: FormTemplate<Shape>

  func schedule(_ values: Values) throws -> Schedule {
    try form.checked(form.form(values))
  }
}

private struct ModifierPart<Modifier: ScheduleModifier>: TemplatePart {
  let form: FormTemplate<Modifier>
  let receiver: any TemplatePart

  func schedule(_ values: Values) throws -> Schedule {
    var modifier = try form.form(values)
    modifier.receiver = try receiver.schedule(values)
    return try form.checked(modifier)
  }
}
