/// Copies of the weights and the history to go back to when a controller asks.
///
/// One is taken every ``interval`` updates, and the last two are kept: the older one is from before
/// whatever went wrong in the last ``interval`` updates.
struct RestorePoints {
  /// The updates between two copies.
  static let interval = 50

  private(set) var points: [TrainingLoop.Snapshot] = []

  /// Takes a copy where one is due.
  mutating func keep(_ loop: TrainingLoop) throws {
    guard loop.step % Self.interval == 0, points.last?.step != loop.step else { return }
    points.append(try loop.snapshot())
    if points.count > 2 { points.removeFirst() }
  }

  /// Puts `loop` back to the older copy, but for its place in the data, and answers how many updates
  /// had been made there; nil when there is none.
  mutating func restore(_ loop: TrainingLoop) throws -> Int? {
    guard let point = points.first else { return nil }
    let (step, updates) = (loop.step, loop.updaters.map(\.updates))
    try loop.restore(point)
    loop.setStep(step)
    for (updater, updates) in zip(loop.updaters, updates) { updater.updates = updates }
    // The later copy may hold what went wrong.
    points = [point]
    return point.step
  }

  /// Goes on with stored copies.
  mutating func resume(with points: [TrainingLoop.Snapshot]) { self.points = points }
}
