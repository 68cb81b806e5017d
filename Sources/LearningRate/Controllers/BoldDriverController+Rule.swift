import Notation

extension BoldDriverController {
  /// The smallest raise that is made, so that raises below a ceiling end.
  private static let smallestRaise = 1.05

  func factor(_ state: State, at step: Int) -> Double { state.factor }

  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction {
    let old = state.factor
    guard value.isMeasurement else {
      lowerFactor(&state)
      return state.factor == old ? .keep : .restore(from: old, to: state.factor)
    }
    state.recent.append(mode.sign * value)
    if state.recent.count > window { state.recent.removeFirst() }
    guard state.recent.count >= 5 else { return .keep }
    let level = median(state.recent.suffix(3))
    guard let best = state.best else {
      state.best = level
      return .keep
    }
    let noise = margin * noiseDeviation(state.recent)
    if level < best - noise {
      (state.best, state.hurt) = (level, nil)
      (state.improved, state.worsened) = (state.improved + 1, 0)
    } else if level > max(best, state.hurt ?? best) + noise {
      (state.improved, state.worsened) = (0, state.worsened + 1)
    }
    if state.improved > patience {
      raiseFactor(&state)
    } else if state.worsened > patience {
      lowerFactor(&state)
      state.hurt = level
    }
    return state.factor == old ? .keep : .changed(from: old, to: state.factor)
  }

  private func raiseFactor(_ state: inout State) {
    state.improved = 0
    var new = min(state.factor * raise, maxFactor)
    if let ceiling = state.ceiling { new = min(new, (state.factor * ceiling).squareRoot()) }
    if new >= state.factor * Self.smallestRaise { state.factor = new }
  }

  private func lowerFactor(_ state: inout State) {
    (state.improved, state.worsened) = (0, 0)
    // At the lower bound, a worse loss says nothing about the rate.
    guard state.factor > minFactor else { return }
    state.ceiling = min(state.ceiling ?? state.factor, state.factor)
    state.factor = max(state.factor * lower, minFactor)
  }
}
