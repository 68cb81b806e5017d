/// Which examples each step trains on: a pure function of the step.
///
/// Nothing needs to be stored to go on at any step. Asking out of order, or twice, changes nothing; what
/// an order remembers, such as an epoch's permutation, only saves time.
public protocol BatchOrder: Sendable, CustomStringConvertible {
  /// The most examples of a step.
  var batchSize: Int { get }
  /// The number of steps in which every example is seen about once; nil without an end.
  var stepsPerEpoch: Int? { get }

  /// The examples of `step`, counted from zero, at least one.
  ///
  /// - Precondition: a step that is not negative.
  mutating func indices(at step: Int) -> ArraySlice<Int64>

  /// Whether each example of `step` goes on where the one in its row ended at the step before, so that a
  /// ``RecurrentModel`` keeps its state. The rows of such a step are the first of those before.
  func continues(at step: Int) -> Bool

  /// In a few words, `in order`: a checkpoint of another order is refused by them.
  var description: String { get }
}

extension BatchOrder {
  /// Never: every batch begins anew.
  public func continues(at step: Int) -> Bool { false }
}

/// The place of `step` in its epoch.
///
/// - Precondition: a step that is not negative.
func epochAndPlace(of step: Int, stepsPerEpoch: Int) -> (epoch: Int, place: Int) {
  precondition(step >= 0, "step must not be negative; received \(step)")
  let (epoch, place) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
  return (epoch, place)
}

/// The batch size that there are examples for.
///
/// - Precondition: at least one example; a positive batch size.
func checkedBatchSize(_ batchSize: Int, of count: Int) -> Int {
  precondition(count > 0, "count must be positive; received \(count)")
  precondition(batchSize > 0, "batchSize must be positive; received \(batchSize)")
  return min(batchSize, count)
}
