internal import LearningRate

/// What an updater goes under: its plan over the run and its parameters, and the plan's controllers.
struct UpdaterCourse {
  let updater: Updater
  let grouped: GroupedPlan
  var steering: Steering
  /// The controllers before the measurement after as many updates as now: a resumed run makes that
  /// measurement again.
  var unmeasuredSteering: Steering

  init(_ updater: Updater, _ grouped: GroupedPlan) {
    (self.updater, self.grouped) = (updater, grouped)
    steering = Steering(grouped.plan)
    unmeasuredSteering = steering
  }

  /// The hyperparameters of the update numbered `update`.
  func values(at update: Int) -> PlanValues {
    grouped.values(at: update, factor: steering.factor(at: update))
  }
}
