public import Notation

/// A length of training: steps (`500`), epochs (`5ep`) or a share of the whole run (`5%`).
///
/// In code a number is steps: `let length: Length = 500`. Steps may be fractional. A percentage is
/// always of the whole run, and an epoch one of its epochs, wherever the length stands; ``Window``
/// turns them into steps. A length may hold any number, so that a schedule can say which of its
/// lengths is negative or not finite when it is built.
public struct Length: Hashable, Sendable {
  /// What a length is counted in.
  public enum Unit: Hashable, Sendable, CaseIterable {
    /// Optimizer updates.
    case steps
    /// Passes over the training data.
    case epochs
    /// Hundredths of the run.
    case percent
  }

  /// The number of units.
  public let amount: Double
  /// What ``amount`` counts.
  public let unit: Unit

  /// Creates a length.
  public init(_ amount: Double, _ unit: Unit) {
    self.amount = amount
    self.unit = unit
  }

  /// A number of steps; it may be fractional.
  public static func steps(_ amount: Double) -> Length { Length(amount, .steps) }

  /// A whole number of steps.
  public static func steps(_ amount: Int) -> Length { Length(Double(amount), .steps) }

  /// A number of epochs.
  public static func epochs(_ amount: Double) -> Length { Length(amount, .epochs) }

  /// A share of the whole run in hundredths: `.percent(5)` of 1000 steps is 50.
  public static func percent(_ amount: Double) -> Length { Length(amount, .percent) }

  /// Reads `500`, `5ep`, `5%`, or the Swift forms `.steps(500)`, `.epochs(5)`, `.percent(5)`.
  ///
  /// A bare number between 0 and 1 is refused, since elsewhere it is a share of the run: that is `5%`
  /// here, and a part of a step is `steps(0.05)`.
  ///
  /// - Throws: `NotationError` with the position of the mistake.
  public init(_ notation: String) throws {
    try self.init(notation: NotationExpression(parsing: notation), named: "the length")
  }
}

extension Length: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A number of steps.
  public init(integerLiteral value: Int) { self = .steps(value) }

  /// A number of steps.
  public init(floatLiteral value: Double) { self = .steps(value) }
}

extension Length: NotationValue {
  /// Reads a length: a number with or without a unit, or a call of its Swift name.
  public init(notation: NotationExpression, named name: String) throws {
    switch notation.kind {
    case .number(let literal):
      let unit: Unit =
        switch literal.unit {
        case nil: .steps
        case .epochs: .epochs
        case .percent: .percent
        }
      guard unit != .steps || !Self.isPartOfAStep(literal.value) else {
        // elsewhere a number below 1 is a share of the run
        let share = NumberLiteral((literal.value * 1e14).rounded() / 1e12, .percent).description
        throw notation.error(
          "\(name) must be at least one step; received \(literal) of a step; for a share of the run "
            + "write \(share)")
      }
      self.init(literal.value, unit)
    case .call(let call) where call.receiver == nil && Self.units[call.name] != nil:
      var arguments = try ArgumentReader(notation)
      self.init(try arguments.unlabelled("number"), Self.units[call.name] ?? .steps)
      try arguments.finish()
    default: throw notation.mismatch(name, "a length such as 500, 5ep or 5%")
    }
  }

  /// Whether a bare number would be less than one step: `steps(0.5)` says that it is meant.
  private static func isPartOfAStep(_ amount: Double) -> Bool { amount > 0 && amount < 1 }

  private static let units: [String: Unit] = [
    "steps": .steps, "epochs": .epochs, "percent": .percent,
  ]

  /// The length as a number with its unit.
  public var notation: NotationExpression {
    switch unit {
    case .steps where Self.isPartOfAStep(amount):
      .call("steps", [NotationArgument(amount)])
    case .steps: .number(amount)
    case .epochs: .number(amount, .epochs)
    case .percent: .number(amount, .percent)
    }
  }
}

extension Length: CustomStringConvertible, Codable {
  /// The short form: `500`, `5ep`, `5%`.
  public var description: String { notation.description }

  /// Reads a length stored as its notation.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Length($0) }
  }

  /// Stores the length as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
