public import Notation
import RealModule

/// How ``Schedule/cooldown(_:at:to:shape:)`` goes from one value to another.
///
/// Each is the share of the way that is done when a share `u` of the time has passed: 0 at 0, 1 at 1.
public enum CooldownShape: Hashable, Sendable {
  /// A straight line: `u`.
  case linear
  /// Fast and then slowly, but not flat at the end: `√u`, so that `1 − √u` is left.
  case squareRoot
  /// Half a cosine wave: `(1 − cos πu) / 2`.
  case cosine
  /// By the same factor each step, 10 in all: `(1 − 0.1^u) / 0.9`, which can end at zero.
  case exponential
  /// Slowly and then fast for a power above 1: `u^q`, so that `1 − u^q` is left.
  case power(Double)

  /// The names as a reference lists them.
  static let names = "linear, squareRoot, cosine, exponential or power(q)"

  func share(at time: Double) -> Double {
    switch self {
    case .linear: time
    case .squareRoot: time.squareRoot()
    case .cosine: halfWave(time)
    case .exponential: -Double.expMinusOne(-ln10 * time) / 0.9
    case .power(let exponent): Double.pow(time, exponent)
    }
  }

  func share(at time: Formula) -> Formula {
    switch self {
    case .linear: time
    case .squareRoot: .sqrt(time)
    case .cosine: .halfWave(time)
    case .exponential: (1 - .exp(-ln10 * time)) / 0.9
    case .power(let exponent): .pow(time, exponent)
    }
  }
}

extension CooldownShape: NotationValue {
  private static let plain: [(name: String, shape: CooldownShape)] = [
    ("linear", .linear), ("squareRoot", .squareRoot), ("cosine", .cosine),
    ("exponential", .exponential),
  ]

  /// Reads one of the names, or `power(q)`.
  public init(notation: NotationExpression, named name: String) throws {
    switch notation.kind {
    case .name(let text) where Self.plain.contains { $0.name == text }:
      self = Self.plain.first { $0.name == text }?.shape ?? .linear
    case .call(let call) where call.name == "power" && call.receiver == nil:
      var arguments = try ArgumentReader(notation)
      self = .power(try arguments.unlabelled("exponent"))
      try arguments.finish()
    default:
      let nearest = nearestName(to: notation.description, among: Self.plain.map(\.name))
      throw notation.mismatch(name, Self.names, suggestion: nearest)
    }
  }

  /// The name, with the exponent of a power.
  public var notation: NotationExpression {
    if case .power(let exponent) = self { return .call("power", [NotationArgument(exponent)]) }
    let name = Self.plain.first { $0.shape == self }?.name ?? ""
    return NotationExpression(.name(name))
  }
}

extension Domain<CooldownShape> {
  /// Every shape whose power is positive.
  static var shape: Domain {
    Domain(CooldownShape.names) { _, shape in
      guard case .power(let exponent) = shape else { return nil }
      return Domain<Double>.positive.fault("the power of shape", exponent)
    }
  }
}
