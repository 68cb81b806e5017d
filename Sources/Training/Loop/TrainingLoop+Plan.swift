public import LearningRate
internal import Optimizers
internal import Torch

extension TrainingLoop {
  /// `plan` over this model's parameters, for this optimizer.
  ///
  /// - Throws: `TrainingError` for a pattern that no parameter fits or two of the same hyperparameter
  ///   that one does, or a hyperparameter that the optimizer cannot schedule, or not with these values.
  public func grouped(_ plan: ResolvedPlan) throws -> GroupedPlan {
    do {
      let grouped = try plan.grouped(parameters.map(\.name))
      for group in grouped.groups.indices {
        for (hyperparameter, curve) in grouped.scheduled(in: group).sorted(by: {
          $0.key.name < $1.key.name
        }) {
          try optimizer.check(scheduling: hyperparameter.name, in: curve.range)
        }
      }
      return grouped
    } catch let error as ScheduleError {
      throw TrainingError(error.description)
    } catch let error as OptimizerError {
      throw TrainingError(error.description)
    }
  }
}
