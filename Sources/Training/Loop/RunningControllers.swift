internal import LearningRate

/// The controllers of a plan during a run, and the series that they observe.
struct RunningControllers: Hashable, Sendable {
  private(set) var states: [ControllerState]
  private let series: [String]
  /// The first update that each controller observes: the warmup's end, or the start.
  private let wakes: [Int]

  init(_ plan: ResolvedPlan) {
    let controllers = plan.plan.controllers
    let end = controllers.contains { !$0.duringWarmup } ? plan.warmupEnd : plan.start
    states = controllers.map(\.controller.initialState)
    series = controllers.map(\.series)
    wakes = controllers.map { $0.duringWarmup ? plan.start : end }
  }

  /// Whether a controller may restore earlier weights.
  var restores: Bool { states.contains(where: \.controller.restores) }

  /// Whether a controller has ended the run.
  var isOver: Bool { states.contains(where: \.isOver) }

  /// The product of all factors on the learning rates for the update at `step`.
  func factor(at step: Int) -> Double {
    states.reduce(1) { $0 * $1.factor(at: step) }
  }

  /// Passes a measurement to the controllers that observe its series; returns their events and
  /// whether one of them requests earlier weights.
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

  /// The controllers that can never act in a run of `steps` updates with a validation every
  /// `interval` updates: each with the number of measurements that it receives, and the number that
  /// it needs.
  func idle(
    steps: Int, validateEvery interval: Int
  ) -> [(controller: Controller, measurements: Int, needed: Int)] {
    states.indices.compactMap { index in
      let controller = states[index].controller
      let heard = steps - wakes[index]
      let isValidation = series[index].hasPrefix("validation ")
      // One validation at each multiple of the interval from the first observed update on, and one
      // at the end.
      let multiples = steps / interval - max(wakes[index] - 1, 0) / interval
      let count = isValidation ? multiples + (steps % interval == 0 ? 0 : 1) : max(heard, 0)
      let needed = controller.leastMeasurements
      return count < needed ? (controller, count, needed) : nil
    }
  }

  /// These controllers, continued from stored states. After a change of plan, a controller without
  /// a stored state starts fresh.
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
