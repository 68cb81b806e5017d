public import Notation

extension Plan {
  /// Reads a plan; the catalogues hold the words its schedules and controllers may use.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(
    _ notation: String, catalogue: ScheduleCatalogue = .standard,
    controllers: ControllerCatalogue = .standard
  ) throws {
    try self.init(
      from: NotationExpression(parsing: notation), catalogue: catalogue, controllers: controllers)
  }

  /// Makes a plan of a parsed expression: a schedule, and then its clauses.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(
    from expression: NotationExpression, catalogue: ScheduleCatalogue = .standard,
    controllers: ControllerCatalogue = .standard
  ) throws {
    guard case .call(let call) = expression.kind, let receiver = call.receiver else {
      if case .call(let call) = expression.kind, Self.onlyClauses.contains(call.name) {
        throw expression.error("'\(call.name)' follows a schedule and a dot")
      }
      self.init(try catalogue.schedule(from: expression))
      return
    }
    var arguments = try ArgumentReader(
      expression, role: "a plan", catalogues: [catalogue, controllers])
    guard let clause = try PlanClause(&arguments) else {
      if let clause = Self.lastClause(of: receiver) {
        throw NotationError(
          "'\(call.name)' changes a schedule and must come before '\(clause)'",
          at: expression.namePlace)
      }
      self.init(try Self.schedule(from: expression, catalogue))
      return
    }
    let plan = try Plan(from: receiver, catalogue: catalogue, controllers: controllers)
    try arguments.finish()
    try arguments.check(plan.fault(adding: clause))
    self.init(plan.learningRate, plan.clauses + [clause])
  }

  /// The schedule of the rate; an unknown modifier may have been meant as a clause.
  private static func schedule(
    from expression: NotationExpression, _ catalogue: ScheduleCatalogue
  ) throws -> Schedule {
    do { return try catalogue.schedule(from: expression) } catch let error as NotationError {
      guard error.place == expression.namePlace, error.suggestion == nil,
        case .call(let call) = expression.kind,
        let nearest = nearestName(to: call.name, among: onlyClauses)
      else { throw error }
      throw NotationError(error.message, at: error.place, suggestion: nearest)
    }
  }

  private static let onlyClauses = PlanClause.words.map(\.name)
    .filter { $0 != "scaled" && $0 != "multiplied" }

  /// The word of the clause that ends `expression`, if one does.
  private static func lastClause(of expression: NotationExpression) -> String? {
    guard case .call(let call) = expression.kind, call.receiver != nil else { return nil }
    let isClause =
      onlyClauses.contains(call.name)
      || (["scaled", "multiplied"].contains(call.name)
        && call.arguments.contains { $0.label == "in" })
    return isClause ? call.name : nil
  }

  /// The plan as an expression; its text is ``description``.
  public var notation: NotationExpression {
    clauses.reduce(learningRate.notation) { receiver, clause in
      .call(clause.word, clause.arguments, on: receiver)
    }
  }
}

extension Plan: CustomStringConvertible, Codable {
  /// The notation of the plan.
  public var description: String { notation.description }

  /// Reads a plan stored as its notation, with the standard catalogue.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Plan($0) }
  }

  /// Stores the plan as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
