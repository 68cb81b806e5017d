/// Copies of the weights and the history to go back to when a controller asks.
///
/// One is taken every ``interval`` updates, and the last two are kept: the older one is from before
/// whatever went wrong in the last ``interval`` updates.
struct RestorePoints {
  /// The updates between two copies.
  static let interval = 50

  private(set) var points: [Learner.Snapshot] = []

  /// Takes a copy where one is due.
  mutating func keep(_ learner: Learner) throws {
    guard learner.step % Self.interval == 0, points.last?.step != learner.step else { return }
    points.append(try learner.snapshot())
    if points.count > 2 { points.removeFirst() }
  }

  /// Puts `learner` back to the older copy, but for its place in the data, and answers how many updates
  /// had been made there; nil when there is none.
  mutating func restore(_ learner: Learner) throws -> Int? {
    guard let point = points.first else { return nil }
    try learner.restoreWeights(of: point)
    // The later copy may hold what went wrong.
    points = [point]
    return point.step
  }

  /// Forgets the copies from after `step` updates: they may hold what went wrong.
  mutating func forget(after step: Int) { points.removeAll { $0.step > step } }

  /// Goes on with stored copies.
  mutating func resume(with points: [Learner.Snapshot]) { self.points = points }
}
