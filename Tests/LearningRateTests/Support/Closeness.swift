import LearningRate

/// Whether two numbers agree to 13 digits: some units in the last place of a few operations.
func isClose(_ a: Double, _ b: Double, tolerance: Double = 1e-13) -> Bool {
  (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
}

/// The values of a schedule at the steps `0...last` of a run.
func values(
  _ schedule: Schedule, steps: Int, stepsPerEpoch: Int? = nil, through last: Int? = nil
) throws -> [Double] {
  try schedule.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch).values(0..<(last ?? steps) + 1)
}
