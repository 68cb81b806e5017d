internal import LearningRate

/// The controllers of a plan in the middle of a run, and the series they listen to.
struct RunningControllers: Hashable, Sendable {
  private(set) var states: [ControllerState]
  private let series: [String]
  /// The update from which each one listens: the warmup's end, or the start.
  private let wakes: [Int]

  init(_ plan: ResolvedPlan) {
    let controllers = plan.plan.controllers
    let end = controllers.contains { !$0.duringWarmup } ? plan.warmupEnd : plan.start
    states = controllers.map(\.controller.initialState)
    series = controllers.map(\.series)
    wakes = controllers.map { $0.duringWarmup ? plan.start : end }
  }

  /// Whether a controller may ask to go back.
  var restores: Bool { states.contains(where: \.controller.restores) }

  /// Whether a controller has ended the run.
  var isOver: Bool { states.contains(where: \.isOver) }

  /// What every rate is multiplied by for the update at `step`.
  func factor(at step: Int) -> Double {
    states.reduce(1) { $0 * $1.factor(at: step) }
  }

  /// What the controllers answer to a measurement; whether one of them asks to go back.
  mutating func observe(
    _ value: Double, of name: String, at step: Int, updater: String
  ) -> (events: [TrainingEvent], restores: Bool) {
    var events: [TrainingEvent] = []
    var restores = false
    for index in states.indices where series[index] == name && step >= wakes[index] {
      let controller = states[index].controller
      switch states[index].observe(value, at: step) {
      case .keep: break
      case .changed(let from, let to):
        events.append(
          .controlled(step: step, of: updater, by: controller, from: from, to: to))
      case .stop: events.append(.ended(step: step, by: controller))
      case .restore(let from, let to):
        events.append(
          .controlled(step: step, of: updater, by: controller, from: from, to: to))
        restores = true
      }
    }
    return (events, restores)
  }

  /// The controllers that can never act in a run of `steps` updates with a validation every `interval`:
  /// each with the measurements that it gets, and those that it needs.
  func idle(
    steps: Int, validateEvery interval: Int
  ) -> [(controller: Controller, measurements: Int, needed: Int)] {
    states.indices.compactMap { index in
      let controller = states[index].controller
      let heard = steps - wakes[index]
      let isValidation = series[index].hasPrefix("validation ")
      // One at each multiple of the interval from the wake on, and one at the end.
      let multiples = steps / interval - max(wakes[index] - 1, 0) / interval
      let count = isValidation ? multiples + (steps % interval == 0 ? 0 : 1) : max(heard, 0)
      let needed = controller.leastMeasurements
      return count < needed ? (controller, count, needed) : nil
    }
  }

  /// These controllers going on from stored states. After a change of plan, one that is new to it starts
  /// afresh.
  ///
  /// - Throws: `TrainingError` for states of other controllers, unless the plan was changed.
  func resumed(from stored: [ControllerState], isReplanned: Bool) throws -> RunningControllers {
    var resumed = self
    var left = stored
    resumed.states = try states.map { state in
      if let match = left.firstIndex(where: { $0.controller == state.controller }) {
        return left.remove(at: match)
      }
      guard isReplanned else {
        throw TrainingError(
          "the checkpoint must hold a state of \(state.controller); it holds "
            + "\(stored.map(\.controller.description).joined(separator: ", "))")
      }
      return state.controller.initialState
    }
    return resumed
  }
}
