public import Notation

/// A part of a plan besides its schedule of the learning rate.
///
/// Write it with the function of the same name on ``Plan`` or ``Schedule``, where it is explained.
public enum PlanClause: Hashable, Sendable {
  /// A schedule of its own for a hyperparameter, in the parameters that fit a pattern or in all.
  case scheduling(Hyperparameter, Schedule, in: NamePattern?)
  /// The rate of some parameters times a number.
  case scaled(by: Double, in: NamePattern)
  /// The rate of some parameters times a schedule.
  case multiplied(by: Schedule, in: NamePattern)
  /// The rate of each layer times a power of a number.
  case layerDecay(Double, layers: NamePattern)
  /// A schedule for the weight of one of several losses.
  case weighing(String, by: Schedule)
  /// A controller, the series that it observes, nil for its default, and whether it does so during the
  /// plan's warmup.
  case controlled(by: Controller, of: String?, duringWarmup: Bool)

  /// What is wrong with this clause; nil if it is valid.
  var fault: ScheduleError? {
    (parameterFault.map { ScheduleError($0) } ?? conflict)?.about(word)
  }

  private var conflict: ScheduleError? {
    switch self {
    case .scheduling(.rate, _, in: nil):
      ScheduleError(
        "in", "given for the rate, since the plan begins with the rate of all parameters",
        received: "nothing")
    case .scheduling(.batchSize, _, let pattern?):
      ScheduleError(
        "in", "left out for batchSize, which is that of a whole step", received: "\(pattern)")
    default: nil
    }
  }

  /// Whether this is the clause of the batch size.
  var schedulesBatchSize: Bool {
    if case .scheduling(.batchSize, _, _) = self { true } else { false }
  }

  /// What may be said only once: two clauses with equal subjects contradict each other.
  var subject: PlanClause? {
    switch self {
    case .scheduling(let hyperparameter, _, let pattern):
      .scheduling(hyperparameter, .constant(0), in: pattern)
    case .weighing(let loss, _): .weighing(loss, by: .constant(0))
    case .layerDecay: .layerDecay(1, layers: "#")
    case .scaled, .multiplied, .controlled: nil
    }
  }
}
