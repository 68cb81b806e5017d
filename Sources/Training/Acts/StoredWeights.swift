/// Weights that an act may go back to, kept outside of the training.
struct StoredWeights {
  /// The numbers of updates after which there are some, in rising order.
  let steps: () throws -> [Int]
  /// Those after so many updates.
  let snapshot: (Int) throws -> Learner.Snapshot
}
