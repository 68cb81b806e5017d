public import LearningRate
internal import Notation
internal import Optimizers
internal import Torch

extension Learner {
  /// Assigns `plan` to the parameters of an updater (by default the first) for a run of `steps` of
  /// its updates.
  ///
  /// All errors of a plan are found here, before the first step.
  ///
  /// - Throws: `TrainingError` for a pattern that no parameter matches; a parameter that matches
  ///   two patterns of the same hyperparameter; a negative learning rate; a hyperparameter or a
  ///   value that the optimizer cannot schedule; a loss or a series that the model does not have.
  public func grouped(
    _ plan: ResolvedPlan, for updater: Updater? = nil, steps: Int? = nil, hasValidation: Bool = true
  ) throws -> GroupedPlan {
    let updater = updater ?? updaters[0]
    do {
      try updater.optimizer.check(for: updater.parameters.map(\.parameterShape))
      let grouped = try plan.grouped(updater.parameters.map(\.name))
      for curve in Set(grouped.groups.indices.flatMap { grouped.rates(in: $0) }) {
        let least = curve.range.lowerBound
        guard least < 0 else { continue }
        throw TrainingError("a rate must not be negative; received \(least) in \(curve.schedule)")
      }
      try checkHyperparameters(of: grouped, updater.optimizer, steps: steps ?? plan.end)
      try checkBatchSize(in: plan, of: updater)
      try checkNames(in: plan, hasValidation: hasValidation)
      return grouped
    } catch let error as ScheduleError {
      throw TrainingError(error.description)
    } catch let error as OptimizerError {
      throw TrainingError(error.description)
    }
  }

  /// After its end a plan keeps its last values, which are checked if the run is longer.
  private func checkHyperparameters(
    of grouped: GroupedPlan, _ optimizer: Optimizer, steps: Int
  ) throws {
    let scheduled = Set(
      grouped.groups.indices.flatMap { group in
        grouped.scheduled(in: group).map { Scheduled(name: $0.key.name, curve: $0.value) }
      })
    for one in scheduled.sorted(by: { $0.name < $1.name }) {
      try optimizer.check(scheduling: one.name, in: one.curve.range)
      guard steps > grouped.plan.end else { continue }
      let last = one.curve.value(at: grouped.plan.steps)
      try optimizer.check(scheduling: one.name, in: last...last)
    }
  }

  /// The names of the values that a validation measures: `loss`, the model's measures, and the
  /// parts of its loss.
  ///
  /// - Throws: the model's error on one example.
  public func measureNames() throws -> [String] {
    useThreads()
    return try Engine.withoutGradients {
      let outcome = try model.outcome(of: loader.example(), for: .evaluation)
      return ["loss"] + (outcome.measures.keys + outcome.losses.keys.map { "\($0) loss" }).sorted()
    }
  }

  /// The model defines the names of losses and measures, so it is evaluated on one example.
  private func checkNames(in plan: ResolvedPlan, hasValidation: Bool) throws {
    let weights = plan.values(at: 0).weights
    let series = plan.plan.controllers.map(\.series)
    guard !weights.isEmpty || !series.isEmpty else { return }
    useThreads()
    try Engine.withoutGradients {
      let outcome = try model.outcome(of: loader.example(), for: .evaluation)
      _ = try outcome.loss(weighted: weights)
      let parts = outcome.losses.keys.sorted()
      let measures = (["loss"] + outcome.measures.keys + parts.map { "\($0) loss" }).sorted()
      let names =
        ["loss"] + parts.map { "loss \($0)" }
        + (updaters.count > 1 ? updaters.map { "loss \($0.name)" } : []) + ["gradient norm"]
        + (hasValidation ? measures.map { "validation \($0)" } : [])
      for name in series where !names.contains(name) {
        throw TrainingError(
          "a controller must listen to one of \(names.joined(separator: ", ")); received '\(name)'")
      }
    }
  }
}

/// A hyperparameter and a curve that schedules it.
private struct Scheduled: Hashable {
  let name: String
  let curve: Curve
}
