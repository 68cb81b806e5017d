/// A resolved schedule as arithmetic over the step: what another language can be told to compute.
///
/// A ``ClosedForm`` describes itself with ``ClosedForm/formula(at:)``, in the operators that its
/// value is written with. The formula is a graph: a part that is used twice is the same object, so
/// whoever prints it can give it a name, and nested times do not multiply.
///
/// Every part is defined for every time from zero on, so that a language that evaluates both sides
/// of a choice meets no division by zero and no root of a negative number.
public final class Formula: Sendable {
  /// What a formula is made of.
  public enum Node: Sendable {
    /// The step of the run, counting from zero.
    case step
    /// A number that was known when the schedule was resolved.
    case number(Double)
    /// A function of one number.
    case function(Function, Formula)
    /// An operation on two numbers.
    case operation(Operation, Formula, Formula)
    /// `⌊time / period⌋`, where a quotient just below a whole number counts as it.
    case periods(Formula, period: Double)
    /// The third if the first is below the second, the fourth otherwise.
    case choice(Formula, Formula, Formula, Formula)
    /// The value of the last start that is at most the time; the first start is 0.
    case level(starts: [Double], values: [Double], at: Formula)
    /// The value with a whole index; the last for an index past the end.
    case pick([Double], Formula)
  }

  /// A function of one number.
  public enum Function: Hashable, Sendable, CaseIterable {
    /// `√x`
    case squareRoot
    /// `eˣ`
    case exponential
    /// `ln (1 + x)`
    case logOnePlus
    /// The cosine of an angle in radians.
    case cosine
    /// The hyperbolic tangent.
    case hyperbolicTangent
    /// The whole number at or below.
    case floor
  }

  /// An operation on two numbers.
  public enum Operation: Hashable, Sendable, CaseIterable {
    /// `a + b`
    case sum
    /// `a − b`
    case difference
    /// `a · b`
    case product
    /// `a / b`
    case quotient
    /// `aᵇ` for an `a` that is not negative.
    case power
    /// The smaller one.
    case minimum
    /// The larger one.
    case maximum
  }

  /// What this part is.
  public let node: Node

  init(_ node: Node) { self.node = node }

  /// The step of the run.
  public static let step = Formula(.step)

  /// The most values that a formula may list.
  static let longestTable = 1e6
}

extension Formula: ExpressibleByFloatLiteral {
  /// A number.
  public convenience init(floatLiteral value: Double) { self.init(.number(value)) }

  /// A number.
  public static func number(_ value: Double) -> Formula { Formula(.number(value)) }

  /// The number this part is, if it is one.
  public var number: Double? {
    guard case .number(let value) = node else { return nil }
    return value
  }
}

extension Formula {
  /// The parts that this one is made of directly.
  public var parts: [Formula] {
    switch node {
    case .step, .number: []
    case .function(_, let a), .periods(let a, _), .level(_, _, let a), .pick(_, let a): [a]
    case .operation(_, let a, let b): [a, b]
    case .choice(let a, let b, let c, let d): [a, b, c, d]
    }
  }

  /// Whether it is sure to be a whole number at every step.
  public var isWhole: Bool {
    switch node {
    case .step, .periods: true
    case .number(let value): value.rounded() == value
    case .operation(.sum, let a, let b), .operation(.difference, let a, let b),
      .operation(.product, let a, let b), .operation(.minimum, let a, let b),
      .operation(.maximum, let a, let b):
      a.isWhole && b.isWhole
    default: false
    }
  }

  /// Every part of this formula, each once and after its own parts; the last is the formula.
  public var allParts: [Formula] {
    var seen: Set<ObjectIdentifier> = []
    var parts: [Formula] = []
    func visit(_ part: Formula) {
      guard seen.insert(ObjectIdentifier(part)).inserted else { return }
      for inner in part.parts { visit(inner) }
      parts.append(part)
    }
    visit(self)
    return parts
  }
}
