internal import RealModule

/// The rates of a range test's steps.
///
/// ```
/// exponential: from · (to / from)^r          linear: from + r · (to − from)
/// ```
///
/// where r rises from 0 with the step k; what it is at the last of n steps, each package has in its own
/// way.
package struct RangeRamp: Hashable, Sendable {
  /// How the rate rises.
  package enum Shape: Hashable, Sendable { case exponential, linear }

  /// What r is at step k of n.
  package enum Position: Hashable, Sendable {
    /// k / (n − 1), as torch-lr-finder has it: the last rate is the end.
    case untilEnd
    /// k / n, as fastai has it: the last rate is one step below the end.
    case belowEnd
    /// 0, then (k + 1) / n, as Lightning has it: 1/n is left out, and the last rate is the end.
    case withoutSecond
  }

  /// How the rate rises.
  package let shape: Shape
  /// The first rate.
  package let from: Double
  /// The rate at r = 1.
  package let to: Double
  /// The number of steps.
  package let steps: Int
  private let position: Position

  package init(_ shape: Shape, from: Double, to: Double, steps: Int, _ position: Position) {
    precondition(from > 0 && to > from && steps > 1, "a ramp must rise, from a positive rate")
    (self.shape, self.from, self.to, self.steps, self.position) = (shape, from, to, steps, position)
  }

  /// The rate of a step, counting from zero.
  package func rate(at step: Int) -> Double {
    let r =
      switch position {
      case .untilEnd: Double(step) / Double(steps - 1)
      case .belowEnd: Double(step) / Double(steps)
      case .withoutSecond: step == 0 ? 0 : Double(step + 1) / Double(steps)
      }
    return switch shape {
    case .exponential: from * Double.pow(to / from, r)
    case .linear: from + r * (to - from)
    }
  }
}
