import Notation
import RealModule

extension Schedule {
  /// A power of the time that is left: steep at first for a power above 1, and steep at the end for one
  /// below.
  ///
  /// ```
  /// value(t) = to + (from − to) · (1 − t / T)^power
  /// ```
  ///
  /// where `t` is the step and `T` the length `over`, or the rest of the window if it is left out.
  /// `value(0) == from`; every step at or past `T` gives `to` exactly. A length of zero gives `to`.
  /// With a power of 1 it is ``linear(from:to:over:)``, which is the clearer word. A power above 1 is
  /// not for a short run, most of which it spends at a low rate: with 2, half of it below a quarter.
  ///
  /// Source: the *poly* policy of Chen et al., *DeepLab*, 2016, § 3 (<https://arxiv.org/abs/1606.00915>),
  /// which ends at zero with a power of 0.9.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; the power is positive; the length
  ///   is not negative.
  public static func polynomial(
    from: Double, to: Double, over: Length? = nil, power: Double
  ) -> Schedule {
    Schedule(PolynomialShape(from: from, to: to, over: over, power: power))
  }
}

/// The shape `polynomial`.
struct PolynomialShape: ScheduleShape {
  var from = 1.0
  var to = 0.0
  var over: Length?
  var power = 1.0

  static let word = NotationWord(
    "polynomial", summary: "Goes from one value to another along a power of the time that is left.",
    formula: "to + (from − to) · (1 − t / over)^power",
    example: "polynomial(from: 0.1, to: 0, power: 2)")

  static var parameters: NotationParameters<PolynomialShape> {
    [
      .required("from", \.from, .value), .required("to", \.to, .value),
      .optional("over", \.over, .length, otherwise: "rest"), .required("power", \.power, .positive),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    PowerOfRest(
      from: from, to: to, length: try window.length(of: over, named: "over"), power: power)
  }
}

/// A power of the time that is left; it holds its end.
private struct PowerOfRest: ClosedForm {
  let from: Double
  let to: Double
  let length: Double
  let power: Double

  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    guard time < length else { return to }
    return blend(to, from, Double.pow((length - time) / length, power))
  }

  func formula(at time: Formula) -> Formula? {
    return .blend(to, from, .pow(.rest(of: length, at: time), power))
  }
}
