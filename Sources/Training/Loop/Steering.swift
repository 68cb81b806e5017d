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

  /// The series that no measurement will ever be of, given the names there are.
  func missing(from names: Set<String>) -> String? { series.first { !names.contains($0) } }

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

  /// Goes on from stored states; a controller that is new to the plan starts afresh.
  mutating func resume(from stored: [ControllerState]) {
    var stored = stored
    for index in states.indices {
      let match = stored.firstIndex { $0.controller == states[index].controller }
      if let match { states[index] = stored.remove(at: match) }
    }
  }
}
