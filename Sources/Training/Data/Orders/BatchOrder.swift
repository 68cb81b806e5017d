/// The examples of each step: a pure function of the step.
///
/// A run can continue at any step without a stored state. Steps may be requested repeatedly and in
/// any order; a stored value, such as an epoch's permutation, only saves time.
public protocol BatchOrder: Sendable, CustomStringConvertible {
  /// The maximum number of examples in a step.
  var batchSize: Int { get }
  /// The number of steps in an epoch, in which each example is used about once; nil for endless
  /// data.
  var stepsPerEpoch: Int? { get }

  /// The indices of the examples of `step`, from 0; at least one.
  ///
  /// - Precondition: `step` is not negative.
  mutating func indices(at step: Int) -> ArraySlice<Int64>

  /// Whether each example of `step` continues the example in the same row of the previous step, so
  /// that a ``RecurrentModel`` keeps its hidden state. The rows of such a step are the first rows
  /// of the previous one.
  func continues(at step: Int) -> Bool

  /// The order in a few words, such as `in order`; a checkpoint with another description is
  /// refused.
  var description: String { get }
}

extension BatchOrder {
  /// False: batches are independent.
  public func continues(at step: Int) -> Bool { false }
}

/// The epoch of `step` and its position in that epoch.
///
/// - Precondition: `step` is not negative.
func epochAndPosition(of step: Int, stepsPerEpoch: Int) -> (epoch: Int, position: Int) {
  precondition(step >= 0, "step must not be negative; received \(step)")
  let (epoch, position) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
  return (epoch, position)
}

/// `batchSize`, limited to the number of examples.
///
/// - Precondition: at least one example; a positive batch size.
func checkedBatchSize(_ batchSize: Int, of count: Int) -> Int {
  precondition(count > 0, "count must be positive; received \(count)")
  precondition(batchSize > 0, "batchSize must be positive; received \(batchSize)")
  return min(batchSize, count)
}
