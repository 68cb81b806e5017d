import Notation
import RealModule

extension Schedule {
  /// Plays this schedule slowly at first and then fast, or the other way round.
  ///
  /// ```
  /// value(t) = this schedule at L · (t / L)^power     for t < L
  ///          = this schedule at t                     from L on
  /// ```
  ///
  /// where `L` is the length of the window. A power above 1 starts slowly and so stays high for longer;
  /// one below 1 starts fast; 1 changes nothing. Both ends stay where they are.
  ///
  /// Chain it before a warmup, or it warps the warmup too.
  ///
  /// Source: Zhang & Li, *k-decay*, 2020 (<https://arxiv.org/abs/2004.05909>), as timm applies it to its
  /// cosine and polynomial: `(t / L)^k` in place of `t / L`.
  ///
  /// - Precondition: The power is positive.
  public func warped(power: Double) -> Schedule {
    Schedule(WarpedModifier(receiver: self, power: power))
  }
}

/// The modifier `warped`.
struct WarpedModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var power = 1.0

  static let word = NotationWord(
    "warped", summary: "Plays the schedule slowly and then fast, or fast and then slowly.",
    formula: "the schedule at L · (t / L)^power, L being the length of its window",
    example: "cosine(from: 0.1, to: 0).warped(power: 1.5)")

  static var parameters: NotationParameters<WarpedModifier> {
    [
      .required("power", \.power, .positive)
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Warp(length: window.length, power: power, inner: try receiver.closedForm(in: window))
  }
}

/// A form whose time, as a share of its length, is raised to a power.
private struct Warp: Retimed {
  let length: Double
  let power: Double
  let inner: any ClosedForm

  func innerTime(at time: Double) -> Double {
    time < length ? length * Double.pow(time / length, power) : time
  }

  func formula(at time: Formula) -> Formula? {
    guard power != 1, length > 0 else { return inner.formula(at: time) }
    let warped = length * .pow(.min(time, length) / length, power)
    // past the end time runs as it did
    return inner.formula(at: warped + .max(time - length, 0))
  }
}
