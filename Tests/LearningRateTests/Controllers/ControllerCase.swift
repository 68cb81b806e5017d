import LearningRate
import Testing

/// What another implementation answered to a series of measurements.
struct ControllerCase: Sendable, CustomTestStringConvertible {
  let notation: String
  let measurements: [Double]
  /// The factor after each measurement.
  let factors: [Double]

  /// Reads measurements separated by spaces, and the indexes at which the factor changes, as
  /// `3:0.5 7:0.25`.
  init(_ notation: String, _ measurements: String, _ changes: String) {
    self.notation = notation
    self.measurements = measurements.split(separator: " ").map { Double($0)! }
    var factors: [Double] = []
    for change in changes.split(separator: " ") {
      let parts = change.split(separator: ":")
      factors += Array(repeating: factors.last ?? 1, count: Int(parts[0])! - factors.count)
      factors.append(Double(parts[1])!)
    }
    let rest = self.measurements.count - factors.count
    self.factors = factors + Array(repeating: factors.last ?? 1, count: rest)
  }

  var testDescription: String { notation }
}

/// The factors of a controller after each of the measurements, made one step apart.
func factors(_ controller: Controller, _ measurements: [Double]) -> [Double] {
  var state = controller.initialState
  return measurements.enumerated().map { step, value in
    let before = state.factor(at: step)
    let action = state.observe(value, at: step)
    let after = state.factor(at: step)
    let isRight = action == .keep ? before == after : action == .changed(from: before, to: after)
    if !isRight { Issue.record("\(action) from \(before) to \(after)") }
    return after
  }
}
