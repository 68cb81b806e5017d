/// Weights stored outside the training run, which an act may restore.
struct StoredWeights {
  /// The step numbers of the stored weights, in ascending order.
  let steps: () throws -> [Int]
  /// Loads the weights of a step.
  let snapshot: (Int) throws -> Learner.Snapshot
}
