public import Notation
import RealModule

/// How ``Schedule/cooldown(_:at:to:shape:)`` goes from one value to another.
///
/// Each is the fraction of the change that is done when a fraction `u` of the time has passed: 0 at
/// 0, 1 at 1.
public enum CooldownShape: Hashable, Sendable {
  /// A straight line: `u`.
  case linear
  /// Fast and then slowly, but not flat at the end: `√u`, so that `1 − √u` is left.
  case squareRoot
  /// Half a cosine wave: `(1 − cos πu) / 2`.
  case cosine
  /// By the same factor each step, 10 over the whole length: `(1 − 0.1^u) / 0.9`, which can end at
  /// zero.
  case exponential
  /// Slowly and then fast for a power above 1: `u^q`, so that `1 − u^q` is left.
  case power(Double)

  func fraction(at time: Double) -> Double {
    switch self {
    case .linear: time
    case .squareRoot: time.squareRoot()
    case .cosine: halfWave(time)
    case .exponential: -Double.expMinusOne(-ln10 * time) / 0.9
    case .power(let exponent): Double.pow(time, exponent)
    }
  }

  func fraction(at time: Formula) -> Formula {
    switch self {
    case .linear: time
    case .squareRoot: .sqrt(time)
    case .cosine: .halfWave(time)
    case .exponential: (1 - .exp(-ln10 * time)) / 0.9
    case .power(let exponent): .pow(time, exponent)
    }
  }
}

extension CooldownShape: NotationValue, RampShape {
  static let named: [(name: String, shape: CooldownShape)] = [
    ("linear", .linear), ("squareRoot", .squareRoot), ("cosine", .cosine),
    ("exponential", .exponential),
  ]

  var exponent: Double? { if case .power(let exponent) = self { exponent } else { nil } }
}
