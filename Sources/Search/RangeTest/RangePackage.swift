/// A package with a range test: its ramp, and which losses it looks at.
package enum RangePackage: Hashable, Sendable {
  /// 100 steps from 1e-7 to 10. The suggestions leave out the first 10 losses, the last 5, and
  /// those from the first that is not a number.
  case fastai
  /// 100 steps from 1e-8 to 1. The suggestion leaves out the first 10 losses, the last one, and those
  /// that are not finite.
  case lightning
  /// 100 steps to 10, from 1e-7 as in the package's examples; by default it would start at the
  /// optimizer's own rate. The suggestion leaves out the first 10 losses and the last 5.
  case torchLRFinder

  /// The package's rates.
  package var ramp: RangeRamp {
    switch self {
    case .fastai: RangeRamp(.exponential, from: 1e-7, to: 10, steps: 100, .belowEnd)
    case .lightning: RangeRamp(.exponential, from: 1e-8, to: 1, steps: 100, .withoutSecond)
    case .torchLRFinder: RangeRamp(.exponential, from: 1e-7, to: 10, steps: 100, .untilEnd)
    }
  }

  /// The number of losses that are left out at the beginning.
  static let skippedAtStart = 10
  /// The number of losses that are left out at the end.
  package var skippedAtEnd: Int { self == .lightning ? 1 : 5 }

  /// The steps whose smoothed losses the package looks at.
  package func considered(_ losses: [Double]) -> [Int] {
    let end = losses.count - skippedAtEnd
    guard end > Self.skippedAtStart else { return [] }
    let steps = Self.skippedAtStart..<end
    return switch self {
    case .fastai: Array(steps.prefix { !losses[$0].isNaN })
    case .lightning: steps.filter { Float(losses[$0]).isFinite }
    case .torchLRFinder: Array(steps)
    }
  }
}
