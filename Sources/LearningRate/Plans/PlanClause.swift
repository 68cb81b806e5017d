public import Notation

/// One thing that a plan says beside its schedule of the learning rate.
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
  /// A controller that listens to a series of measurements, its own choice for nil; while the plan warms
  /// up only where it is said.
  case controlled(by: Controller, of: String?, duringWarmup: Bool)

  /// The one rule of what a valid clause is; nil if this one is.
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
