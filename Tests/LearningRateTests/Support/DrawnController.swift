import LearningRate

/// Draws a controller of any kind, with counts so small that it acts often.
func drawController(_ random: inout SplitMix64) -> Controller {
  let mode = MetricMode.allCases.randomElement(using: &random)!
  let thresholdMode = ThresholdMode.allCases.randomElement(using: &random)!
  let nonFinite = NonFinitePolicy.allCases.randomElement(using: &random)!
  let factor = [0.1, 0.5, 0.9, 1].randomElement(using: &random)!
  let threshold = [0, 1e-4, 0.1].randomElement(using: &random)!
  let few = Int.random(in: 0...3, using: &random)
  let low = [0.01, 0.3, 1].randomElement(using: &random)!
  switch Int.random(in: 0..<5, using: &random) {
  case 0:
    return .plateau(
      factor: factor, patience: few, threshold: threshold, thresholdMode: thresholdMode, mode: mode,
      cooldown: Int.random(in: 0...2, using: &random), minFactor: low, epsilon: threshold,
      nonFinite: nonFinite, stopAfter: few)
  case 1:
    return .slopeTest(
      factor: factor, patience: 3 + 2 * few, probability: 0.51 + 4 * min(threshold, 0.1),
      mode: mode, minFactor: low)
  case 2:
    return .greedy(
      factor: factor, patience: few, window: 1 + few * 3, minFactor: low, maxFactor: 3,
      threshold: threshold, thresholdMode: thresholdMode, mode: mode, cooldown: few % 2,
      warmup: few / 2, reset: 1 + few, nonFinite: nonFinite)
  case 3:
    return .boldDriver(
      raise: 1 + threshold * 5, lower: min(factor, 0.95), patience: few, margin: Double(few) / 2,
      window: 5 + few, minFactor: low, maxFactor: 3, mode: mode)
  default:
    return .spikeBackoff(
      factor: factor, threshold: 0.5 + Double(few), window: 10 + few, patience: few,
      recover: 1 + 9 * few, limit: few, minFactor: low)
  }
}

/// Draws measurements: a descent with noise and steps, and now and then something hostile.
func drawMeasurements(_ count: Int, _ random: inout SplitMix64) -> [Double] {
  let hostile: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1e100, -1e100, 1e101, .leastNonzeroMagnitude,
    .greatestFiniteMagnitude,
  ]
  let share = [0, 0, 0.05, 0.5].randomElement(using: &random)!
  let noise = [0, 0.01, 1].randomElement(using: &random)!
  var level = 3.0
  return (0..<count).map { _ in
    level += Double.random(in: -0.2...0.15, using: &random)
    if Double.random(in: 0..<1, using: &random) < share {
      return hostile.randomElement(using: &random)!
    }
    return level + noise * Double.random(in: -1...1, using: &random)
  }
}
