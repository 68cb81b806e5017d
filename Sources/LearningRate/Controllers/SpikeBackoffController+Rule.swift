import Notation

extension SpikeBackoffController {
  func factor(_ state: State, at step: Int) -> Double {
    blend(state.low, 1, recovered(state, at: step))
  }

  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction {
    if value.isMeasurement {
      guard isSpike(value, after: state.recent) else {
        state.streak = 0
        state.recent.append(value)
        if state.recent.count > window { state.recent.removeFirst() }
        return .keep
      }
      state.streak += 1
      guard state.streak > patience else { return .keep }
    }
    return backOff(at: step, &state)
  }

  /// The fraction of the recovery from the last spike that is done.
  private func recovered(_ state: State, at step: Int) -> Double {
    guard let spike = state.spike else { return 1 }
    return min(max((Double(step) - Double(spike)) / Double(recover), 0), 1)
  }

  private func isSpike(_ loss: Double, after recent: [Double]) -> Bool {
    guard recent.count >= 10 else { return false }
    let center = median(recent)
    guard loss > center else { return false }
    let deviation = max(medianDeviation(recent, from: center), center.magnitude / 100)
    return loss > center + threshold * deviation
  }

  private func backOff(at step: Int, _ state: inout State) -> ControllerAction {
    let old = factor(state, at: step)
    if recovered(state, at: step) == 1 { state.restores = 0 }
    let new = max(old * factor, minFactor)
    (state.low, state.spike, state.streak) = (new, step, 0)
    guard state.restores == limit else {
      state.restores += 1
      return .restore(from: old, to: new)
    }
    state.recent = []
    return new == old ? .keep : .changed(from: old, to: new)
  }
}
