/// Copies of the weights and optimizer states, to which a controller may return.
///
/// A copy is made every ``interval`` updates and the last two are kept; the older one precedes any
/// fault within the last ``interval`` updates.
struct RestorePoints {
  /// The number of updates between two copies.
  static let interval = 50

  private(set) var points: [Learner.Snapshot] = []

  /// Makes a copy if one is due.
  mutating func keep(_ learner: Learner) throws {
    guard learner.step % Self.interval == 0, points.last?.step != learner.step else { return }
    points.append(try learner.snapshot())
    if points.count > 2 { points.removeFirst() }
  }

  /// Restores the older copy into `learner`, except for the position in the data, and returns the
  /// number of updates made before that copy; nil if there is none.
  mutating func restore(_ learner: Learner) throws -> Int? {
    guard let point = points.first else { return nil }
    try learner.restoreWeights(of: point)
    // The later copy may already contain the fault.
    points = [point]
    return point.step
  }

  /// Deletes the copies after `step` updates, which may contain the fault.
  mutating func forget(after step: Int) { points.removeAll { $0.step > step } }

  /// Continues with stored copies.
  mutating func resume(with points: [Learner.Snapshot]) { self.points = points }
}
