import Notation

/// A word with its arguments. Those that are nothing but an open number are set where the form
/// holds them; a word with one that has open numbers within it, such as a list, is read again each
/// time.
struct FormTemplate<Form: ScheduleForm> {
  typealias Values = [ScheduleTemplate.Value]

  private let parameters = Form.parameters
  /// The form with any numbers where they are open.
  private let start: Form
  private var setters: [(inout Form, Values) -> Void] = []
  /// What may be wrong with a number that was set.
  private var faults: [(Form) -> ParameterFault?] = []
  /// The call without its receiver; nil if it need not be read again.
  private let call: NotationCall?
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
    let position = path == nil ? nil : arguments.firstIndex { Self.isSchedule($0.value, catalogue) }
    if let path, let position {
      second = (try ScheduleTemplate.part(arguments[position].value, catalogue), path)
      // another one stands for it where the arguments are read
      arguments[position] = arguments[position].with(Schedule.neutral.notation)
    } else {
      second = nil
    }
    let own = NotationCall(name, arguments, nameAt: expression.namePlace)
    let open = arguments.enumerated().filter { OpenNumber.isIn($0.element.value) }
    let list = Form.parameters.list.flatMap { $0.choices.isEmpty ? [$0] : $0.choices }
    for (index, argument) in open {
      let before = arguments[..<index].count { $0.label == nil }
      let parameter =
        argument.label == nil
        ? list.filter { !$0.isLabelled }.dropFirst(before).first
        : list.first { $0.isLabelled && $0.name == argument.label }
      guard let parameter, let setter = Self.setter(of: parameter, argument.value) else { break }
      setters.append(setter)
      faults.append(parameter.fault)
      arguments[index] = argument.with(.number(1))
    }
    if setters.count == open.count {
      start = try Self.form(NotationCall(name, arguments, nameAt: own.namePlace), parameters)
      call = nil
    } else {
      (start, call, setters, faults) = (Form(), own, [], [])
    }
  }

  /// Whether an argument is a schedule; a length in brackets, `steps(0.5)`, is none.
  private static func isSchedule(
    _ argument: NotationExpression, _ catalogue: ScheduleCatalogue
  ) -> Bool {
    guard case .call(let call) = argument.kind else { return false }
    return call.receiver != nil || catalogue.shapes.contains { $0.word.name == call.name }
  }

  /// What sets a parameter to an open number; nil if the argument is more than a number.
  private static func setter(
    of parameter: NotationParameter<Form>, _ argument: NotationExpression
  ) -> ((inout Form, Values) -> Void)? {
    guard case .number(let literal) = argument.kind, let index = OpenNumber.index(literal.value)
    else { return nil }
    func number(_ values: Values) -> Double {
      if case .number(let number) = values[index] { number } else { .nan }
    }
    func length(_ values: Values) -> Length {
      if case .length(let length) = values[index] { length } else { .steps(Double.nan) }
    }
    switch parameter.property {
    case let path as WritableKeyPath<Form, Double>: return { $0[keyPath: path] = number($1) }
    case let path as WritableKeyPath<Form, Double?>: return { $0[keyPath: path] = number($1) }
    case let path as WritableKeyPath<Form, Length>: return { $0[keyPath: path] = length($1) }
    case let path as WritableKeyPath<Form, Length?>: return { $0[keyPath: path] = length($1) }
    default: return nil
    }
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
  func form(_ values: Values) throws -> Form {
    var form = start
    if let call {
      let arguments = call.arguments.map { $0.with(OpenNumber.filled($0.value, values)) }
      form = try Self.form(
        NotationCall(call.name, arguments, nameAt: call.namePlace), parameters)
    }
    for set in setters { set(&form, values) }
    if let second { form[keyPath: second.path] = try second.part.schedule(values) }
    return form
  }

  /// The schedule of a form, if nothing is wrong with it.
  func checked(_ form: Form) throws -> Schedule {
    let fault =
      call == nil
      ? faults.lazy.compactMap { $0(form) }.first : parameters.fault(of: form)
    if let fault { throw ScheduleError(fault) }
    if let conflict = form.conflict { throw conflict }
    return Schedule(valid: form)
  }
}

extension NotationArgument {
  /// The same argument with another value.
  func with(_ other: NotationExpression) -> NotationArgument {
    NotationArgument(
      label, NotationExpression(other.kind, at: value.place), labelAt: labelPlace)
  }
}

/// A modifier with a second schedule in its brackets.
protocol JoiningModifier: ScheduleModifier {
  /// The key path of that schedule.
  static var second: AnyKeyPath { get }
}
