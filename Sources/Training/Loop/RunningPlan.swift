internal import LearningRate

/// The plan of an updater during a run: its values for the updater's parameters, and its
/// controllers.
struct RunningPlan {
  let updater: Updater
  let grouped: GroupedPlan
  var controllers: RunningControllers
  /// The controllers before the validation at the current update: a resumed run repeats that
  /// validation.
  var unmeasuredControllers: RunningControllers
  /// The factor of all acts on the learning rates, in addition to the plan and its controllers.
  var factor = 1.0

  init(_ updater: Updater, _ grouped: GroupedPlan) {
    (self.updater, self.grouped) = (updater, grouped)
    controllers = RunningControllers(grouped.plan)
    unmeasuredControllers = controllers
  }

  /// The hyperparameters of update number `update`.
  func values(at update: Int) -> PlanValues {
    grouped.values(at: update, factor: factor * controllers.factor(at: update))
  }
}
