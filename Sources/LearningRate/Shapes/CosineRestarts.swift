public import Notation

/// What ``Schedule/cosineRestarts(from:to:first:growth:shrink:shrinking:)`` multiplies by `shrink`
/// at each restart.
public enum ShrinkTarget: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// The height above the end value, so that every cycle comes down.
  case height
  /// The peak itself, which may then fall below the end value.
  case peak
}

extension Schedule {
  /// Half a cosine wave that starts again at its peak, with longer cycles and lower peaks if asked.
  ///
  /// ```
  /// value(t) = to + (peak − to) · (1 + cos(π · x / L)) / 2
  /// ```
  ///
  /// where `x` is the number of steps since cycle `i` began, `L = first · growthⁱ` its length and `peak
  /// = to + (from − to) · shrinkⁱ`, or `from · shrinkⁱ` when `shrinking` is `peak`. `value(0) == from`,
  /// and every restart is exactly at `first · (growthⁱ − 1) / (growth − 1)` with exactly its peak. Past
  /// the end of its window it holds its last value: `to` if a cycle ends exactly there, without a last
  /// restart, and otherwise a value within a cycle.
  ///
  /// A run that ends early in a cycle ends at a high rate. For one descent use
  /// ``cosine(from:to:over:)``.
  ///
  /// Source: Loshchilov & Hutter, *SGDR*, 2017, eq. 5 (<https://arxiv.org/abs/1608.03983>). Shrinking is
  /// of the height as in Keras, or of the peak as in timm; the cycle is found without the rounding
  /// that makes both miss restarts.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; `first` is positive; `growth` is
  ///   between 1 and 1e6; `shrink` is not negative.
  public static func cosineRestarts(
    from: Double, to: Double, first: Length, growth: Double = 1, shrink: Double = 1,
    shrinking: ShrinkTarget = .height
  ) -> Schedule {
    Schedule(
      CosineRestartsShape(
        from: from, to: to, first: first, growth: growth, shrink: shrink, shrinking: shrinking))
  }

  /// The given number of equal half cosine waves, which together fill the window.
  ///
  /// ```
  /// value(t) = to + (peak − to) · (1 + cos(π · x / L)) / 2
  /// ```
  ///
  /// where `x` is the number of steps since cycle `i` began, `L` the length of the window over
  /// `cycles`, and `peak` as with `first:`. `value(0) == from`; past the end of its window it gives
  /// `to` exactly.
  ///
  /// It is for one model from each cycle, as in *Snapshot Ensembles* (Huang et al., 2017,
  /// <https://arxiv.org/abs/1704.00109>). For one model at the end use ``cosine(from:to:over:)``.
  ///
  /// Source: Loshchilov & Hutter, *SGDR*, 2017, in the form of Hugging Face's `cosine_with_restarts`.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size; `cycles` is between 1 and 2⁵³;
  ///   `shrink` is not negative.
  public static func cosineRestarts(
    from: Double, to: Double, cycles: Int, shrink: Double = 1, shrinking: ShrinkTarget = .height
  ) -> Schedule {
    Schedule(
      CosineRestartsShape(
        from: from, to: to, cycles: cycles, shrink: shrink, shrinking: shrinking))
  }
}

/// The shape `cosineRestarts`, in its two forms.
struct CosineRestartsShape: ScheduleShape {
  var from = 1.0
  var to = 0.0
  var cycles: Int?
  var first: Length?
  var growth = 1.0
  var shrink = 1.0
  var shrinking = ShrinkTarget.height

  static let word = NotationWord(
    "cosineRestarts",
    summary: "Comes down along half a cosine wave and starts again, perhaps longer and lower.",
    formula: """
      to + (peak − to) · (1 + cos(π · x / L)) / 2, x steps into cycle i of length L
      L = first · growthⁱ, peak = to + (from − to) · shrinkⁱ, or from · shrinkⁱ
      """,
    example: "cosineRestarts(from: 0.1, to: 0, first: 10%, growth: 2)")

  static var parameters: NotationParameters<CosineRestartsShape> {
    [
      .required("from", \.from, .value),
      .required("to", \.to, .value),
      .either(
        [.required("cycles", \.cycles, .cycles)],
        [
          .required("first", \.first, .period),
          .optional("growth", \.growth, .within(1...1e6).called("factor")),
        ],
        requirement: "given first and growth, or cycles"),
      .optional("shrink", \.shrink, .notNegative.called("factor")),
      .optional("shrinking", \.shrinking, .cases),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let length =
      try first.map { try window.period(of: $0, named: "first") }
      ?? window.length / Double(cycles ?? 1)
    return RestartingCosine(
      from: from, to: to,
      cycles: GrowingCycles(first: length, growth: growth, end: window.length), shrink: shrink,
      shrinking: shrinking)
  }
}

extension Domain<Int> {
  /// A number of cycles.
  fileprivate static var cycles: Domain {
    Domain("count", "between 1 and 2^53") { (1...1 << 53).contains($0) }
  }
}
