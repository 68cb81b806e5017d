internal import LearningRate

/// What an updater goes under: its plan over the run and its parameters, and the plan's controllers.
struct RunningPlan {
  let updater: Updater
  let grouped: GroupedPlan
  var controllers: RunningControllers
  /// The controllers before the measurement after as many updates as now: a resumed run makes that
  /// measurement again.
  var unmeasuredControllers: RunningControllers
  /// What acts multiply every rate by, on top of the plan and its controllers.
  var factor = 1.0

  init(_ updater: Updater, _ grouped: GroupedPlan) {
    (self.updater, self.grouped) = (updater, grouped)
    controllers = RunningControllers(grouped.plan)
    unmeasuredControllers = controllers
  }

  /// The hyperparameters of the update numbered `update`.
  func values(at update: Int) -> PlanValues {
    grouped.values(at: update, factor: factor * controllers.factor(at: update))
  }
}
