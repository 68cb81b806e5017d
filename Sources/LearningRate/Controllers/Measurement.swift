public import Notation

/// What a controller does with a measurement that is NaN, infinite, or beyond 1e100 in size.
public enum NonFinitePolicy: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// Ignores it, as if there had been no measurement.
  case ignore
  /// Counts it as a measurement without improvement, as PyTorch counts NaN.
  case bad
}

/// Whether a smaller measurement is better, or a larger one.
public enum MetricMode: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// Smaller is better, as for a loss.
  case min
  /// Larger is better, as for an accuracy.
  case max

  /// The sign that a measurement is multiplied by, so that smaller is better.
  var sign: Double { self == .min ? 1 : -1 }
}

/// The unit of a threshold.
public enum ThresholdMode: String, Hashable, Sendable, CaseIterable, NotationValue {
  /// A fraction of the magnitude of the best measurement.
  case relative
  /// The measurement's own unit.
  case absolute
}

extension Double {
  /// Whether it is finite and small enough for finite sums and squares.
  var isMeasurement: Bool { magnitude <= 1e100 }
}

/// When a measurement is better than the best so far.
///
/// The margin of a relative threshold is a fraction of the best measurement's magnitude, so it
/// makes the requirement stricter for every sign. PyTorch's `best · (1 − threshold)` is above a
/// negative `best`, and so accepts a worse measurement.
struct Improvement: Hashable, Sendable {
  var threshold: Double
  var thresholdMode: ThresholdMode
  var mode = MetricMode.min

  func isBetter(_ value: Double, than best: Double?) -> Bool {
    guard let best else { return true }
    // For positive measurements the products are PyTorch's, to the bit.
    let grows = (best < 0) == (mode == .min)
    let asked =
      switch thresholdMode {
      case .relative: best * (grows ? 1 + threshold : 1 - threshold)
      case .absolute: best - mode.sign * threshold
      }
    return mode == .min ? value < asked : value > asked
  }

  var fault: ScheduleError? {
    thresholdMode == .relative
      ? .check("threshold", threshold, .within(0...1))
      : .check("threshold", threshold, .notNegative)
  }
}
