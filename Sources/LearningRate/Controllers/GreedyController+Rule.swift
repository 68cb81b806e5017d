import Notation

extension GreedyController {
  func factor(_ state: State, at step: Int) -> Double { state.factor }

  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction {
    guard value.isMeasurement || nonFinite == .bad else { return .keep }
    let mean = value.isMeasurement ? mean(adding: value, to: &state) : nil
    // As in transformers, the count of a warmup is paused during a cooldown.
    if state.cooldown > 0 || state.warmup > 0 {
      if state.cooldown > 0 { state.cooldown -= 1 } else { state.warmup -= 1 }
      (state.good, state.bad) = (0, 0)
      return .keep
    }
    if let mean, improvement.isBetter(mean, than: state.best) {
      state.best = mean
      (state.good, state.bad) = (state.good + 1, 0)
    } else {
      (state.good, state.bad) = (0, state.bad + 1)
    }
    let old = state.factor
    if state.good > patience {
      raise(&state)
    } else if state.bad > patience {
      lower(&state)
    }
    return state.factor == old ? .keep : .changed(from: old, to: state.factor)
  }

  /// The mean of the last measurements, which now end with `value`.
  private func mean(adding value: Double, to state: inout State) -> Double {
    guard window > 1 else { return value }
    state.recent.append(value)
    if state.recent.count > window { state.recent.removeFirst() }
    return state.recent.reduce(0, +) / Double(state.recent.count)
  }

  private func raise(_ state: inout State) {
    let new = min(state.factor / factor, maxFactor)
    if new - state.factor > epsilon { state.factor = new }
    state.good = 0
    state.stuck = 0
    state.warmup = warmup
  }

  private func lower(_ state: inout State) {
    let new = max(state.factor * factor, minFactor)
    if state.factor - new > epsilon { state.factor = new }
    state.bad = 0
    if state.factor <= minFactor { state.stuck += 1 }
    if state.stuck >= reset { state = initialState }
    // As in transformers, a cooldown also follows a new start.
    state.cooldown = cooldown
  }
}
