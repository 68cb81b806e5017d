import Notation
import RealModule

extension Schedule {
  /// Multiplies the value by a factor at each of the steps given.
  ///
  /// ```
  /// value(t) = from · gamma^(number of milestones m ≤ t)
  /// ```
  ///
  /// where the milestones of `at` are counted from the start of the window, in any order. The update
  /// at a milestone is the first with the new value; one that is given twice counts twice, and one
  /// past the end of the window is never reached.
  ///
  /// Steps that are right for one length of run are wrong for another: give them as shares, `50%`. It is
  /// not for a short budget, where smooth schedules do better (Li, Yumer & Ramanan, 2019,
  /// <https://arxiv.org/abs/1905.04753>).
  ///
  /// Source: He et al., *Deep Residual Learning*, 2015, § 4.2 (<https://arxiv.org/abs/1512.03385>). The
  /// new value comes at the milestone, as in PyTorch and optax; in Keras it comes one step later, in
  /// timm one earlier.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `gamma` is positive; no milestone is
  ///   negative.
  public static func multiStep(from: Double, gamma: Double, at milestones: [Length]) -> Schedule {
    Schedule(MultiStepShape(from: from, gamma: gamma, milestones: milestones))
  }
}

/// The shape `multiStep`.
struct MultiStepShape: ScheduleShape {
  var from = 1.0
  var gamma = 1.0
  var milestones: [Length] = []

  static let word = NotationWord(
    "multiStep", summary: "Multiplies the value by a factor at the steps given.",
    formula: "from · gamma^(number of milestones m ≤ t)",
    example: "multiStep(from: 0.1, gamma: 0.1, at: [50%, 75%])")

  static var parameters: NotationParameters<MultiStepShape> {
    [
      .required("from", \.from, .value), .required("gamma", \.gamma, .factor),
      .required("at", \.milestones, .list(.length)),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let starts = try milestones.map { try window.length(of: $0, named: "at") }.sorted()
    let values = starts.indices.map { from * Double.pow(gamma, Double($0 + 1)) }
    guard values.allSatisfy(\.isFinite) else {
      throw ScheduleError(
        "gamma", "small enough to stay finite after \(milestones.count) milestones",
        received: gamma.notationText)
    }
    return Levels(starts: [0] + starts, values: [from] + values)
  }
}
