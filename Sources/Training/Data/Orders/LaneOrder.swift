/// The examples as one sequence, cut into lanes that are read in parallel.
///
/// ```
/// index(lane, t) = lane·q + min(lane, r) + t,   q = ⌊count/lanes⌋, r = count mod lanes
/// ```
///
/// where t is the step's position in its epoch and the number of lanes is the batch size. The first
/// r lanes are one example longer, so if r > 0 the last step of an epoch has r rows; an epoch
/// contains each example once. Each row continues the row of the previous step, except in an
/// epoch's first step.
///
/// Source: truncated backpropagation through time for language models, such as Zaremba, Sutskever &
/// Vinyals, *Recurrent Neural Network Regularization*, 2014, section 4.1, which omits the last r
/// examples.
public struct LaneOrder: BatchOrder {
  /// The number of examples.
  public let count: Int
  /// The number of lanes: the requested batch size, at most ``count``.
  public let batchSize: Int

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int) {
    self.batchSize = checkedBatchSize(batchSize, of: count)
    self.count = count
  }

  /// ⌈count/batchSize⌉.
  public var stepsPerEpoch: Int? { steps }

  private var steps: Int { (count + batchSize - 1) / batchSize }

  /// One example of each lane that is not finished.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    let place = epochAndPosition(of: step, stepsPerEpoch: steps).place
    let (length, longer) = count.quotientAndRemainder(dividingBy: batchSize)
    let lanes = place < length ? batchSize : longer
    return (0..<lanes).map { Int64($0 * length + min($0, longer) + place) }[...]
  }

  /// True except at the first step of an epoch.
  public func continues(at step: Int) -> Bool {
    epochAndPosition(of: step, stepsPerEpoch: steps).place > 0
  }

  /// `in lanes`.
  public var description: String { "in lanes" }
}
