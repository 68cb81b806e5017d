/// Reads the arguments of a call one by one, and reports those that nobody asked for.
///
/// ```swift
/// var arguments = try ArgumentReader(NotationExpression(parsing: "adamw(beta2: 0.95)"))
/// let beta1 = try arguments.value("beta1", default: 0.9)
/// let beta2 = try arguments.value("beta2", default: 0.999)
/// try arguments.finish()
/// ```
///
/// A bare name counts as a call without arguments. Labelled arguments may come in any order; those
/// without a label are read in the order written. An error lists and suggests only labels that were
/// asked for, so ask for all of them before ``finish()``.
public struct ArgumentReader {
  /// The name of the call.
  public let name: String
  /// What the call is chained to; nil if it stands alone.
  public let receiver: NotationExpression?

  let namePlace: SourceRange
  private let arguments: [NotationArgument]
  private let catalogues: [any Sendable]
  private var isRead: [Bool]
  private var knownLabels: [String] = []
  private var places: [String: SourceRange] = [:]

  /// Creates a reader of a call or of a bare name; `role` is what an error calls it.
  ///
  /// The catalogues hold the words of arguments that are calls themselves.
  ///
  /// - Throws: ``NotationError`` if the expression is neither, or gives a label twice.
  public init(
    _ expression: NotationExpression, role: String = "the value", catalogues: [any Sendable] = []
  ) throws {
    self.catalogues = catalogues
    switch expression.kind {
    case .name(let name): (self.name, receiver, arguments) = (name, nil, [])
    case .call(let call):
      (name, receiver, arguments) = (call.name, call.receiver, call.arguments)
    default: throw expression.mismatch(role, "a name or a call")
    }
    namePlace = expression.namePlace
    isRead = arguments.map { _ in false }
    var seen: Set<String> = []
    for argument in arguments {
      guard let label = argument.label, !seen.insert(label).inserted else { continue }
      throw NotationError("'\(label.excerpt)' is given twice", at: argument.place)
    }
  }

  /// The catalogue of this type that the arguments are read with; nil if there is none.
  public func catalogue<Catalogue>(_ type: Catalogue.Type = Catalogue.self) -> Catalogue? {
    catalogues.lazy.compactMap { $0 as? Catalogue }.first
  }

  /// Whether an argument with this label was given.
  public mutating func has(_ label: String) -> Bool {
    know(label)
    return isGiven(label)
  }

  /// Whether an argument with this label was given; an error does not suggest the label.
  func isGiven(_ label: String) -> Bool { arguments.contains { $0.label == label } }

  /// The argument with this label as it was written; nil if it was left out.
  public mutating func expression(_ label: String) -> NotationExpression? {
    know(label)
    guard let index = arguments.firstIndex(where: { $0.label == label }) else { return nil }
    return take(index, as: label)
  }

  /// The next argument without a label as it was written; nil if there is none.
  ///
  /// `name` is what an error calls it.
  public mutating func unlabelledExpression(_ name: String) -> NotationExpression? {
    guard let index = arguments.indices.first(where: { arguments[$0].label == nil && !isRead[$0] })
    else { return nil }
    return take(index, as: name)
  }

  /// The error for a missing argument: it is needed, or another argument was probably meant to be
  /// it.
  public func missing(_ label: String) -> NotationError {
    for argument in unread {
      guard let given = argument.label else {
        return NotationError(
          "\(argument.value.excerpt) needs a label in '\(name.excerpt)'", at: argument.place,
          suggestion: "\(label): \(argument.value.excerpt)")
      }
      if !knownLabels.contains(given), nearestName(to: given, among: [label]) != nil {
        return unknown(argument)
      }
    }
    return NotationError("'\(name.excerpt)' needs '\(label)'", at: namePlace)
  }

  /// The error for a missing argument that has no label: it is needed, or it was given a label.
  public func missingUnlabelled(_ name: String) -> NotationError {
    for argument in unread {
      guard let given = argument.label, nearestName(to: given, among: [name]) != nil else {
        continue
      }
      return NotationError(
        "\(name) has no label in '\(self.name.excerpt)'", at: argument.place,
        suggestion: argument.value.excerpt)
    }
    return NotationError("'\(self.name.excerpt)' needs its \(name)", at: namePlace)
  }

  /// The error `parameter must be requirement; received …` at the argument that was read for it.
  public func error(
    for parameter: String, _ requirement: String, received: String
  ) -> NotationError {
    error(for: parameter, requirement, received: received, at: place(ofAny: [parameter]))
  }

  func error(
    for parameter: String, _ requirement: String, received: String, at place: SourceRange
  ) -> NotationError {
    NotationError("\(parameter) must be \(requirement); received \(received)", at: place)
  }

  /// Where the first of these parameters was given that was given at all; the call's name for none.
  func place(ofAny parameters: [String]) -> SourceRange {
    parameters.lazy.compactMap { places[$0] }.first ?? namePlace
  }

  /// Declares that all parameters have been asked for.
  ///
  /// - Throws: ``NotationError`` at the first argument that nobody asked for.
  public func finish() throws {
    guard let argument = unread.first else { return }
    throw unknown(argument)
  }
}

extension ArgumentReader {
  private var unread: [NotationArgument] {
    zip(arguments, isRead).lazy.filter { !$0.1 }.map(\.0)
  }

  private mutating func know(_ label: String) {
    if !knownLabels.contains(label) { knownLabels.append(label) }
  }

  private mutating func take(_ index: Int, as name: String) -> NotationExpression {
    isRead[index] = true
    places[name] = arguments[index].value.placeOrText
    return arguments[index].value
  }

  private func unknown(_ argument: NotationArgument) -> NotationError {
    let expected = knownLabels.isEmpty ? nil : knownLabels.listed
    guard let label = argument.label else {
      return NotationError(
        "'\(name.excerpt)' takes no further value without a label", at: argument.place,
        expected: expected)
    }
    let nearest = nearestName(to: label, among: knownLabels)
    return NotationError(
      "unknown label '\(label.excerpt)' in '\(name.excerpt)'", at: argument.place,
      expected: nearest == nil ? expected ?? "no label" : nil, suggestion: nearest)
  }
}

extension NotationArgument {
  /// Where the argument starts.
  fileprivate var place: SourceRange { labelPlace ?? value.placeOrText }
}

extension NotationExpression {
  /// Where the name of this call or bare name was written.
  package var namePlace: SourceRange {
    if case .call(let call) = kind, let place = call.namePlace { return place }
    return placeOrText
  }
}
