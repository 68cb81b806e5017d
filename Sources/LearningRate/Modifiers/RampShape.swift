import Notation
import RealModule

/// The shape of a ramp from one value to another, written as a name or as `power(q)`.
protocol RampShape: Hashable, NotationValue {
  /// The shapes without a parameter, in the order in which a reference lists them.
  static var named: [(name: String, shape: Self)] { get }

  /// The shape `power(q)`.
  static func power(_ exponent: Double) -> Self

  /// The exponent of a power; nil for a named shape.
  var exponent: Double? { get }
}

extension RampShape {
  /// Reads one of the names, or `power(q)`.
  public init(notation: NotationExpression, named name: String) throws {
    switch notation.kind {
    case .call(let call) where call.name == "power" && call.receiver == nil:
      var arguments = try ArgumentReader(notation)
      self = .power(try arguments.unlabelled("exponent"))
      try arguments.finish()
    default:
      let shape = Self.named.first { notation.kind == .name($0.name) }?.shape
      guard let shape else {
        let nearest = nearestName(to: notation.description, among: Self.named.map(\.name))
        throw notation.mismatch(name, Self.choices, suggestion: nearest)
      }
      self = shape
    }
  }

  /// The name, or `power(q)`.
  public var notation: NotationExpression {
    if let exponent { return .call("power", [NotationArgument(exponent)]) }
    guard let name = Self.named.first(where: { $0.shape == self })?.name else {
      preconditionFailure("a shape of \(Self.self) must have a name")
    }
    return NotationExpression(.name(name))
  }

  /// What may be written, as a reference lists it.
  static var choices: String { (named.map(\.name) + ["power(q)"]).listed }
}

extension Domain where Value: RampShape {
  /// Every shape whose power is positive.
  static var shape: Domain {
    Domain(Value.choices) { _, shape in
      shape.exponent.flatMap { Domain<Double>.positive.fault("the power of shape", $0) }
    }
  }
}

/// The logarithm of the factor over a whole exponential ramp; the factor is timm's.
let ln10 = Double.log(10)
