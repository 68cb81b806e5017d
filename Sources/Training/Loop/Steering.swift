internal import LearningRate

/// The controllers of a plan in the middle of a run, and the series they listen to.
struct Steering: Hashable, Sendable {
  private(set) var states: [ControllerState]
  private let series: [String]

  init(_ plan: Plan) {
    states = plan.controllers.map(\.controller.initialState)
    series = plan.controllers.map(\.series)
  }

  /// Whether a controller may ask to go back.
  var restores: Bool { states.contains(where: \.controller.restores) }

  /// What every rate is multiplied by for the update at `step`.
  func factor(at step: Int) -> Double {
    states.reduce(1) { $0 * $1.factor(at: step) }
  }

  /// What the controllers answer to a measurement; whether one of them asks to go back.
  mutating func observe(
    _ value: Double, of name: String, at step: Int
  ) -> (events: [TrainingEvent], restores: Bool) {
    var events: [TrainingEvent] = []
    var restores = false
    for index in states.indices where series[index] == name {
      let controller = states[index].controller
      switch states[index].observe(value, at: step) {
      case .keep: break
      case .changed(let from, let to):
        events.append(.controlled(step: step, by: controller, from: from, to: to))
      case .restore(let from, let to):
        events.append(.controlled(step: step, by: controller, from: from, to: to))
        restores = true
      }
    }
    return (events, restores)
  }

  /// These controllers going on from stored states. After a change of plan, one that is new to it starts
  /// afresh.
  ///
  /// - Throws: `TrainingError` for states of other controllers, unless the plan was changed.
  func resumed(from stored: [ControllerState], isReplanned: Bool) throws -> Steering {
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
