/// Batches of examples of similar length, which need little padding.
///
/// The examples are sorted by length, those of equal length in an order drawn from (seed, epoch),
/// and cut into batches of a number of examples or of a number of tokens, including padding:
///
/// ```
/// examples · longest ≤ tokens
/// ```
///
/// The order of the batches is drawn from the same generator. An epoch contains each example once,
/// and every epoch has the same length.
///
/// Source: the sorted batches and token limit of Ott et al., *fairseq*, 2019, section 3.
public struct BucketedOrder: BatchOrder {
  /// The maximum number of examples in a step.
  public let batchSize: Int
  /// The maximum number of tokens in a step; nil if examples are counted instead.
  public let tokens: Int?
  private let lengths: [Int]
  private let seed: UInt64?
  /// The batches, as ranges of the examples sorted by length.
  private let bounds: [Range<Int>]
  private var epoch = -1
  private var batches: [ArraySlice<Int64>] = []

  /// Creates an order of examples with these lengths, with `batchSize` examples or at most `tokens`
  /// tokens in a batch.
  ///
  /// - Parameter seed: seeds the order of the batches; nil for ascending length, for evaluation.
  /// - Throws: `TrainingError` for a length below 1 or above `tokens`.
  /// - Precondition: at least one example; a positive batch size.
  public init(lengths: [Int], batchSize: Int, tokens: Int? = nil, seed: UInt64?) throws {
    let most = checkedBatchSize(batchSize, of: lengths.count)
    for (index, length) in lengths.enumerated() {
      guard length >= 1 else {
        throw TrainingError("example \(index) must have a length of at least 1; received \(length)")
      }
      guard length <= tokens ?? .max else {
        throw TrainingError(
          "a batch of at most \(tokens ?? 0) tokens must hold each example; "
            + "example \(index) has \(length)")
      }
    }
    (self.lengths, self.tokens, self.seed) = (lengths, tokens, seed)
    bounds = Self.bounds(of: lengths.sorted()) { count, longest in
      tokens.map { count * longest <= $0 } ?? (count <= most)
    }
    self.batchSize = bounds.map(\.count).max() ?? most
  }

  private static func bounds(
    of sorted: [Int], fits: (_ count: Int, _ longest: Int) -> Bool
  ) -> [Range<Int>] {
    var bounds: [Range<Int>] = []
    var start = 0
    for position in sorted.indices where !fits(position + 1 - start, sorted[position]) {
      bounds.append(start..<position)
      start = position
    }
    return bounds + [start..<sorted.count]
  }

  /// The number of batches.
  public var stepsPerEpoch: Int? { bounds.count }

  /// Examples of similar length.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    let (epoch, position) = epochAndPosition(of: step, stepsPerEpoch: bounds.count)
    if epoch != self.epoch {
      batches = self.batches(of: epoch)
      self.epoch = epoch
    }
    return batches[position]
  }

  private func batches(of epoch: Int) -> [ArraySlice<Int64>] {
    var examples = Array(0..<Int64(lengths.count))
    var generator = seed.map { SeededGenerator(seed: $0, purpose: .order(epoch: epoch)) }
    generator?.shuffle(&examples)
    let sorted = examples.enumerated().sorted { one, other in
      (lengths[Int(one.element)], one.offset) < (lengths[Int(other.element)], other.offset)
    }.map(\.element)
    var batches = bounds.map { sorted[$0] }
    generator?.shuffle(&batches)
    return batches
  }

  /// `bucketed by length`, with the token limit.
  public var description: String {
    "bucketed by length" + (tokens.map { ", at most \($0) tokens" } ?? "")
  }
}
