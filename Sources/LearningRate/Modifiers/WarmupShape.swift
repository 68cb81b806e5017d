public import Notation
import RealModule

/// How ``Schedule/warmup(_:from:shape:)`` goes from one value to another.
///
/// Each is the fraction of the change that is done when a fraction `u` of the time has passed: 0 at
/// 0; at 1 the schedule after the warmup begins.
public enum WarmupShape: Hashable, Sendable {
  /// A straight line: `u`.
  case linear
  /// Half a cosine wave: `(1 − cos πu) / 2`.
  case cosine
  /// By the same factor each step, 10 over the whole length: `(10^u − 1) / 9`, which can start at
  /// zero.
  case exponential
  /// No change until the end: 0.
  case constant
  /// Fast and then slowly: `√u`.
  case squareRoot
  /// Very fast and then slowly, DeepSpeed's: `ln(1 + t) / ln w` at step `t` of `w` steps, at most
  /// 1, so that the change is done at `w − 1`; a `w` below 2 counts as 2.
  case logarithmic
  /// Slowly and then fast for a power above 1: `u^q`.
  case power(Double)

  /// The fraction of the change that is done at the fraction `time` of `length` steps.
  func fraction(at time: Double, of length: Double) -> Double {
    switch self {
    case .linear: return time
    case .cosine: return halfWave(time)
    case .exponential: return Double.expMinusOne(ln10 * time) / 9
    case .constant: return 0
    case .squareRoot: return time.squareRoot()
    case .logarithmic:
      return min(Double.log(onePlus: time * length) / Double.log(max(length, 2)), 1)
    case .power(let exponent): return Double.pow(time, exponent)
    }
  }

  func fraction(at time: Formula, of length: Double) -> Formula {
    switch self {
    case .linear: time
    case .cosine: .halfWave(time)
    case .exponential: (.exp(ln10 * time) - 1) / 9
    case .constant: 0.0
    case .squareRoot: .sqrt(time)
    case .logarithmic: .min(.log(onePlus: time * length) / Double.log(max(length, 2)), 1)
    case .power(let exponent): .pow(time, exponent)
    }
  }
}

extension WarmupShape: NotationValue, RampShape {
  static let named: [(name: String, shape: WarmupShape)] = [
    ("linear", .linear), ("cosine", .cosine), ("exponential", .exponential),
    ("constant", .constant), ("squareRoot", .squareRoot), ("logarithmic", .logarithmic),
  ]

  var exponent: Double? { if case .power(let exponent) = self { exponent } else { nil } }
}
