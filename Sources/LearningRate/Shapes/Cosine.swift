import Notation

extension Schedule {
  /// Half a cosine wave from one value to another: slow, fast, slow.
  ///
  /// ```
  /// value(t) = to + (from − to) · (1 + cos(π · t / T)) / 2
  /// ```
  ///
  /// where `t` is the step and `T` the length `over`, or the rest of the window if it is left out.
  /// `value(0) == from`, and half-way it is half-way between the two; every step at or past `T`
  /// gives `to` exactly. A length of zero gives `to`.
  ///
  /// It is not for a run that may stop early or be prolonged: it must be as long as the run. To end
  /// at a tenth of the peak, as is common, costs loss where the budget is fixed; see
  /// ``linear(from:to:over:)`` for how much.
  ///
  /// Source: Loshchilov & Hutter, *SGDR*, 2017, eq. 5 (<https://arxiv.org/abs/1608.03983>),
  /// without restarts, and without the rebound past `T` of PyTorch and Hugging Face.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; the length is not negative.
  public static func cosine(from: Double, to: Double, over: Length? = nil) -> Schedule {
    Schedule(CosineShape(from: from, to: to, over: over))
  }
}

/// The shape `cosine`.
struct CosineShape: ScheduleShape {
  var from = 1.0
  var to = 0.0
  var over: Length?

  static let word = NotationWord(
    "cosine", summary: "Goes from one value to another along half a cosine wave.",
    formula: "to + (from − to) · (1 + cos(π · t / over)) / 2",
    example: "cosine(from: 3e-4, to: 3e-5).warmup(5%)")

  static var parameters: NotationParameters<CosineShape> {
    [
      .required("from", \.from, .value), .required("to", \.to, .value),
      .optional("over", \.over, .length, otherwise: "rest"),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    HalfCosine(from: from, to: to, length: try window.length(of: over, named: "over"))
  }
}

/// Half a cosine wave that holds its end.
///
/// It uses `(1 + cos πu) / 2 = sin²(π (1 − u) / 2)`, which keeps its digits where the wave nears
/// its end.
struct HalfCosine: ClosedForm {
  let from: Double
  let to: Double
  let length: Double

  var turns: [Double]? { [] }

  var bound: Double { max(from.magnitude, to.magnitude) }

  func value(at time: Double) -> Double {
    // without branches, so that a loop takes several times at once
    let value = blend(to, from, halfWave((length - time) / length))
    return time < length ? value : to
  }

  func formula(at time: Formula) -> Formula? {
    guard length > 0 else { return .number(to) }
    return to + (from - to) * (1 + .cos(Double.pi * .fraction(of: length, at: time))) / 2
  }
}
