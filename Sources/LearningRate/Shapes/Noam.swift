import Notation
import RealModule

extension Schedule {
  /// The rate of the first Transformer: up along a line, down as the inverse square root of time.
  ///
  /// ```
  /// value(t) = scale · width^(−½) · min((t + 1)^(−½), (t + 1) · w^(−3/2))
  /// ```
  ///
  /// where `t` is the step, `width` the model's and `w` the length of `warmup`. The peak,
  /// `scale / √(width · w)`, is at the step `w − 1`; a length of zero starts at `scale / √width`. Past
  /// the end of its window it holds.
  ///
  /// Its height is tied to width and warmup, so neither can be tuned alone: for a peak of one's own
  /// use ``inverseSquareRoot(from:timescale:)`` and ``warmup(_:from:shape:)``.
  ///
  /// Source: Vaswani et al., *Attention Is All You Need*, 2017, eq. 3
  /// (<https://arxiv.org/abs/1706.03762>), whose first step is 1; ours is 0.
  ///
  /// - Precondition: `width` is positive; the length is not negative; `scale` is finite, at most 1e100
  ///   in size.
  public static func noam(width: Double, warmup: Length, scale: Double = 1) -> Schedule {
    Schedule(NoamShape(width: width, warmup: warmup, scale: scale))
  }
}

/// The shape `noam`.
struct NoamShape: ScheduleShape {
  var width = 1.0
  var warmup: Length = 0
  var scale = 1.0

  static let word = NotationWord(
    "noam", summary: "Rises along a line and decays as the inverse square root of time.",
    formula: "scale · width^(−½) · min((t + 1)^(−½), (t + 1) · warmup^(−3/2))",
    example: "noam(width: 512, warmup: 4000)")

  static var parameters: NotationParameters<NoamShape> {
    [
      .required("width", \.width, .within(1e-100...1e100)), .required("warmup", \.warmup, .length),
      .optional("scale", \.scale, .value.called("factor")),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let warmup = try window.length(of: warmup, named: "warmup")
    return RootAfterLine(
      height: scale / width.squareRoot(), slope: 1 / (warmup * warmup.squareRoot()),
      end: window.length)
  }
}

/// `height · min(1/√(t + 1), slope · (t + 1))`, held from `end` on. The slope may be infinite.
private struct RootAfterLine: ClosedForm {
  let height: Double
  let slope: Double
  let end: Double

  /// Where the line meets the root: slope · c = 1/√c.
  var turns: [Double]? { [Double.pow(slope, -2.0 / 3) - 1] }

  var bound: Double { height.magnitude }

  func value(at time: Double) -> Double {
    let count = min(time, end) + 1
    return height * min(1 / count.squareRoot(), slope * count)
  }

  func formula(at time: Formula) -> Formula? {
    let count = .min(time, end) + 1
    let root = 1 / .sqrt(count)
    return height * (slope.isFinite ? Formula.min(root, slope * count) : root)
  }
}
