/// The examples as consecutive pieces of one sequence, which is cut into lanes that are read side by side.
///
/// ```
/// index(lane, t) = lane·q + min(lane, r) + t,   q = ⌊count/lanes⌋, r = count mod lanes
/// ```
///
/// where t is the step's place in its epoch and there are as many lanes as the batch size says. The first
/// r lanes are one example longer, so the last step of an epoch has r rows, where r is not 0; an epoch is
/// every example once. Row by row a step goes on where the one before ended, but for an epoch's first.
///
/// Source: truncated backpropagation through time as language models are trained, such as Zaremba,
/// Sutskever & Vinyals, *Recurrent Neural Network Regularization*, 2014, section 4.1; there the last r
/// examples are left out.
public struct LaneOrder: BatchOrder {
  /// The number of examples.
  public let count: Int
  /// The number of lanes: the batch size asked for, at most ``count``.
  public let batchSize: Int

  /// - Precondition: at least one example; a positive batch size.
  public init(count: Int, batchSize: Int) {
    self.batchSize = checkedBatchSize(batchSize, of: count)
    self.count = count
  }

  /// ⌈count/batchSize⌉.
  public var stepsPerEpoch: Int? { steps }

  private var steps: Int { (count + batchSize - 1) / batchSize }

  /// One example of every lane that has one left.
  public func indices(at step: Int) -> ArraySlice<Int64> {
    let place = epochAndPlace(of: step, stepsPerEpoch: steps).place
    let (length, longer) = count.quotientAndRemainder(dividingBy: batchSize)
    let lanes = place < length ? batchSize : longer
    return (0..<lanes).map { Int64($0 * length + min($0, longer) + place) }[...]
  }

  /// Everywhere but at an epoch's first step.
  public func continues(at step: Int) -> Bool {
    epochAndPlace(of: step, stepsPerEpoch: steps).place > 0
  }

  /// `in lanes`.
  public var description: String { "in lanes" }
}
