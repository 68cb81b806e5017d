/// The examples as one sequence, cut into contiguous pieces: one for each row of the batch.
///
/// ```
/// index(row, t) = row·q + min(row, r) + t,   q = ⌊count/rows⌋, r = count mod rows
/// ```
///
/// where t is the step's position in its epoch and the number of rows is the batch size. The first
/// r pieces are one example longer, so if r > 0 the last step of an epoch has r rows; an epoch
/// contains each example once. Each row continues the row of the previous step, except in an
/// epoch's first step.
///
/// Source: truncated backpropagation through time for language models, such as Zaremba, Sutskever &
/// Vinyals, *Recurrent Neural Network Regularization*, 2014, section 4.1, which omits the last r
/// examples.
public struct ContiguousOrder: BatchOrder {
  /// The number of examples.
  public let count: Int
  /// The number of rows: the requested batch size, at most ``count``.
  public let batchSize: Int

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int) {
    self.batchSize = checkedBatchSize(batchSize, of: count)
    self.count = count
  }

  /// ⌈count/batchSize⌉.
  public var stepsPerEpoch: Int? { steps }

  private var steps: Int { (count + batchSize - 1) / batchSize }

  /// One example of each piece that is not finished.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    let position = epochAndPosition(of: step, stepsPerEpoch: steps).position
    let (length, longer) = count.quotientAndRemainder(dividingBy: batchSize)
    let rows = position < length ? batchSize : longer
    return (0..<rows).map { Int64($0 * length + min($0, longer) + position) }[...]
  }

  /// True except at the first step of an epoch.
  public func continues(at step: Int) -> Bool {
    epochAndPosition(of: step, stepsPerEpoch: steps).position > 0
  }

  /// `in lanes`, by which checkpoints know the order.
  public var description: String { "in lanes" }
}
