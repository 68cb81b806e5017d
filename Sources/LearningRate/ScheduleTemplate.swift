package import Notation

/// A schedule whose numbers are left open: it is read once, and then made with one set of numbers after
/// another.
///
/// ```swift
/// let template = try ScheduleTemplate(2) { "linear(from: \($0[0]), to: 0).warmup(\($0[1]))" }
/// template.schedule([.number(0.1), .number(500)])  // linear(from: 0.1, to: 0).warmup(500)
/// ```
///
/// It is the schedule that the notation with those numbers is read as. A search that tries many numbers
/// takes many times longer if it writes and reads each notation.
package struct ScheduleTemplate {
  private let whole: any TemplatePart

  /// Reads the notation that `text` makes of a text for each of `count` numbers.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  package init(_ count: Int, _ text: ([String]) -> String) throws {
    let notation = text((0..<count).map(OpenNumber.text))
    whole = try Self.part(NotationExpression(parsing: notation), .standard)
  }

  /// The schedule with these numbers or lengths; nil if one of them is not what it must be.
  package func schedule(_ numbers: [NotationExpression]) -> Schedule? {
    try? whole.schedule(numbers)
  }

  fileprivate static func part(
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

private protocol TemplatePart {
  func schedule(_ numbers: [NotationExpression]) throws -> Schedule
}

private struct ShapePart<Shape: ScheduleShape>: TemplatePart {
  let form: FormTemplate<Shape>

  func schedule(_ numbers: [NotationExpression]) throws -> Schedule {
    try form.checked(form.form(numbers))
  }
}

private struct ModifierPart<Modifier: ScheduleModifier>: TemplatePart {
  let form: FormTemplate<Modifier>
  let receiver: any TemplatePart

  func schedule(_ numbers: [NotationExpression]) throws -> Schedule {
    var modifier = try form.form(numbers)
    modifier.receiver = try receiver.schedule(numbers)
    return try form.checked(modifier)
  }
}

/// A word with its arguments: those without an open number are read once.
private struct FormTemplate<Form: ScheduleForm> {
  private let parameters = Form.parameters
  /// What the form is where no number is open in its arguments.
  private let closed: Form
  /// The call without its receiver; nil if no number is open in it.
  private let open: NotationCall?
  /// The schedule in the brackets, and its property.
  private let second: (part: any TemplatePart, path: WritableKeyPath<Form, Schedule>)?

  init(_ expression: NotationExpression, _ catalogue: ScheduleCatalogue) throws {
    var (name, arguments) = ("", [NotationArgument]())
    switch expression.kind {
    case .name(let word): name = word
    case .call(let call): (name, arguments) = (call.name, call.arguments)
    default: break
    }
    let path = (Form.self as? any JoiningModifier.Type)?.second as? WritableKeyPath<Form, Schedule>
    let place = path == nil ? nil : arguments.firstIndex { Self.isSchedule($0.value, catalogue) }
    if let path, let place {
      let inner = arguments[place]
      second = (try ScheduleTemplate.part(inner.value, catalogue), path)
      // another one stands for it where the arguments are read
      let neutral = NotationExpression(Schedule.neutral.notation.kind, at: inner.value.place)
      arguments[place] = NotationArgument(inner.label, neutral, labelAt: inner.labelPlace)
    } else {
      second = nil
    }
    let call = NotationCall(name, arguments, nameAt: expression.namePlace)
    let isOpen = arguments.contains { OpenNumber.isIn($0.value) }
    open = isOpen ? call : nil
    closed = try isOpen ? Form() : Self.form(call, parameters)
  }

  /// Whether an argument is a schedule; a length in brackets, `steps(0.5)`, is none.
  private static func isSchedule(
    _ argument: NotationExpression, _ catalogue: ScheduleCatalogue
  ) -> Bool {
    guard case .call(let call) = argument.kind else { return false }
    return call.receiver != nil || catalogue.shapes.contains { $0.word.name == call.name }
  }

  private static func form(
    _ call: NotationCall, _ parameters: NotationParameters<Form>
  ) throws -> Form {
    var arguments = try ArgumentReader(NotationExpression(.call(call), at: call.namePlace))
    var form = Form()
    try parameters.read(into: &form, from: &arguments)
    try arguments.finish()
    return form
  }

  /// The form with these numbers, but for its receiver.
  func form(_ numbers: [NotationExpression]) throws -> Form {
    var form = closed
    if let open {
      let arguments = open.arguments.map {
        NotationArgument(
          $0.label, OpenNumber.filled($0.value, numbers), labelAt: $0.labelPlace)
      }
      form = try Self.form(
        NotationCall(open.name, arguments, nameAt: open.namePlace), parameters)
    }
    if let second { form[keyPath: second.path] = try second.part.schedule(numbers) }
    return form
  }

  /// The schedule of a form, if nothing is wrong with it.
  func checked(_ form: Form) throws -> Schedule {
    if let fault = parameters.fault(of: form) { throw ScheduleError(fault) }
    if let conflict = form.conflict { throw conflict }
    return Schedule(valid: form)
  }
}

/// A modifier with a second schedule in its brackets.
protocol JoiningModifier: ScheduleModifier {
  /// The key path of that schedule.
  static var second: AnyKeyPath { get }
}

/// A number that is open stands in a notation as one so small that nobody writes it.
private enum OpenNumber {
  private static let unit = 1e-290

  static func text(_ index: Int) -> String { "\(index + 1)e-290" }

  private static func index(_ value: Double) -> Int? {
    value > 0 && value < 1e6 * unit ? Int((value / unit).rounded()) - 1 : nil
  }

  static func isIn(_ expression: NotationExpression) -> Bool {
    switch expression.kind {
    case .number(let literal): index(literal.value) != nil
    case .range(let lower, let upper, _): index(lower) != nil || index(upper) != nil
    case .list(let list): list.contains(where: isIn)
    case .dictionary(let entries): entries.contains { isIn($0.key) || isIn($0.value) }
    case .call(let call):
      call.arguments.contains { isIn($0.value) } || call.receiver.map(isIn) ?? false
    case .bool, .string, .name: false
    }
  }

  /// The expression with the numbers in their places.
  static func filled(
    _ expression: NotationExpression, _ numbers: [NotationExpression]
  ) -> NotationExpression {
    switch expression.kind {
    case .number(let literal):
      guard let index = index(literal.value) else { return expression }
      return NotationExpression(numbers[index].kind, at: expression.place)
    case .range(let lower, let upper, let isClosed):
      let bounds = [lower, upper].map { bound in
        guard let index = index(bound), case .number(let literal) = numbers[index].kind else {
          return bound
        }
        return literal.value
      }
      return NotationExpression(
        .range(lower: bounds[0], upper: bounds[1], isClosed: isClosed), at: expression.place)
    case .list(let list):
      return NotationExpression(.list(list.map { filled($0, numbers) }), at: expression.place)
    case .dictionary(let entries):
      let entries = entries.map {
        NotationEntry(filled($0.key, numbers), filled($0.value, numbers))
      }
      return NotationExpression(.dictionary(entries), at: expression.place)
    case .call(let call):
      let arguments = call.arguments.map {
        NotationArgument($0.label, filled($0.value, numbers), labelAt: $0.labelPlace)
      }
      let own = NotationCall(call.name, arguments, on: call.receiver, nameAt: call.namePlace)
      return NotationExpression(.call(own), at: expression.place)
    case .bool, .string, .name: return expression
    }
  }
}
