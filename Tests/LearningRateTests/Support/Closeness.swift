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

/// Whether two lists of numbers agree, each to `tolerance` of the larger or to `tolerance` itself.
func areClose(_ a: [Double], _ b: [Double], tolerance: Double = 1e-13) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy {
      isClose($0, $1, tolerance: tolerance) || ($0 - $1).magnitude <= tolerance * 1e-2
    }
}

/// What resolving a schedule complains about; nil if it does not.
func complaint(_ schedule: Schedule, steps: Int, stepsPerEpoch: Int? = nil) -> String? {
  do {
    _ = try schedule.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch)
    return nil
  } catch { return "\(error)" }
}
