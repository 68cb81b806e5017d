public import Notation

extension Act {
  /// Reads an act.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(_ notation: String) throws {
    let expression = try NotationExpression(parsing: notation)
    var arguments = try ArgumentReader(expression, role: "an act")
    if arguments.receiver != nil {
      throw NotationError(
        "an act stands alone, and '\(arguments.name)' follows a dot", at: expression.namePlace)
    }
    switch arguments.name {
    case "scale":
      self = .scale(by: try arguments.unlabelled("factor"), of: try arguments.optional("of"))
    case "rate":
      self = .rate(try arguments.unlabelled("rate"), of: try arguments.optional("of"))
    case "plan": self = .plan(try PlanChange(&arguments))
    case "goBack": self = .goBack(to: try arguments.optional("to"))
    case "checkpoint": self = .checkpoint
    case "stop": self = .stop
    default:
      let names = Self.words.map(\.name)
      let nearest = nearestName(to: arguments.name, among: names)
      throw NotationError(
        "unknown act '\(arguments.name.prefix(40))'", at: expression.namePlace,
        expected: nearest == nil ? names.listed : nil, suggestion: nearest)
    }
    try arguments.finish()
    if let fault {
      throw arguments.error(for: fault.parameter, fault.requirement, received: fault.received)
    }
  }

  /// The act as an expression; its text is ``description``.
  public var notation: NotationExpression {
    switch self {
    case .scale(let factor, let updater):
      .call("scale", [NotationArgument(factor)] + Self.label("of", updater))
    case .rate(let rate, let updater):
      .call("rate", [NotationArgument(rate)] + Self.label("of", updater))
    case .plan(let change): .call("plan", change.arguments)
    case .goBack(let step): .call("goBack", Self.label("to", step))
    case .checkpoint: .call("checkpoint", [])
    case .stop: .call("stop", [])
    }
  }

  fileprivate static func label(
    _ name: String, _ value: (some NotationValue)?
  ) -> [NotationArgument] {
    value.map { [NotationArgument(name, $0)] } ?? []
  }
}

extension PlanChange {
  fileprivate init(_ arguments: inout ArgumentReader) throws {
    guard let expression = arguments.unlabelledExpression("plan") else {
      throw arguments.missingUnlabelled("plan")
    }
    self.init(
      try Plan(from: expression), of: try arguments.optional("of"),
      from: try arguments.optional("from"), over: try arguments.optional("over"),
      until: try arguments.optional("until"))
  }

  fileprivate var arguments: [NotationArgument] {
    [NotationArgument(nil, plan.notation)] + Act.label("of", updater) + Act.label("from", start)
      + Act.label("over", steps) + Act.label("until", runSteps)
  }
}

extension Act: CustomStringConvertible, Codable {
  /// The notation of the act: reading it gives an equal one.
  public var description: String { notation.description }

  /// Reads an act stored as its notation.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Act($0) }
  }

  /// Stores the act as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
