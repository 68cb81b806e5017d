public import Notation
import RealModule

/// How ``Schedule/warmup(_:from:shape:)`` goes from one value to another.
///
/// Each is the share of the way that is done when a share `u` of the time has passed: 0 at 0, and at
/// 1 the schedule behind the warmup begins.
public enum WarmupShape: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// A straight line: `u`.
  case linear
  /// Half a cosine wave: `(1 − cos πu) / 2`.
  case cosine
  /// By the same factor each step, 10 in all: `(10^u − 1) / 9`, which can start at zero.
  case exponential
  /// Stays where it started: 0.
  case constant
  /// Fast and then slowly: `√u`.
  case squareRoot

  func share(at time: Double) -> Double {
    switch self {
    case .linear: return time
    case .cosine: return halfWave(time)
    case .exponential: return Double.expMinusOne(ln10 * time) / 9
    case .constant: return 0
    case .squareRoot: return time.squareRoot()
    }
  }

  func share(at time: Formula) -> Formula {
    switch self {
    case .linear: time
    case .cosine: .halfWave(time)
    case .exponential: (.exp(ln10 * time) - 1) / 9
    case .constant: 0.0
    case .squareRoot: .sqrt(time)
    }
  }
}

/// The logarithm of the factor over the whole of an exponential way; the factor is timm's.
let ln10 = Double.log(10)
