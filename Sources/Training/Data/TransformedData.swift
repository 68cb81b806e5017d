public import Torch

/// Data whose examples are changed at random each time a step sees them.
///
/// What an example becomes is a function of (seed, step, example): of neither the batch that it is in, nor
/// how many are seen at once, nor the thread, nor whether the run was resumed. Evaluation sees the examples
/// as they are.
public struct TransformedData<Base: TrainingData>: TrainingData {
  /// Makes of one example, a batch of 1, another one.
  public typealias Transform = (
    _ example: Batch, _ generator: inout SeededGenerator
  ) throws -> Batch

  private let base: Base
  private let transform: Transform

  init(_ base: Base, _ transform: @escaping Transform) {
    (self.base, self.transform) = (base, transform)
  }

  /// The base's order.
  public func order(batchSize: Int, seed: UInt64, for mode: Mode) throws -> any BatchOrder {
    try base.order(batchSize: batchSize, seed: seed, for: mode)
  }

  /// The examples as they are.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch { try base.batch(indices) }

  /// The examples, each transformed for `step`.
  ///
  /// - Throws: `TrainingError` when they do not fit together then, and what the transform throws.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    var draws = SeededGenerator(seed: seed, purpose: .transforms(step: step))
    // A transform under this one draws other numbers.
    let (own, others) = (draws.next(), draws.next())
    let batch = try base.batch(indices, at: step, seed: others)
    let examples = try indices.enumerated().map { place, index in
      var generator = SeededGenerator(seed: own, purpose: .example(index))
      let example = try batch.examples(place..<place + 1)
      let result = try Engine.drawing(from: generator.next()) {
        try transform(example, &generator)
      }
      guard result.count == 1 else {
        throw TrainingError("a transform must answer 1 example; received \(result.count)")
      }
      return result
    }
    return try Batch.joined(examples)
  }
}

extension TransformedData: Dataset where Base: Dataset {
  /// The number of examples.
  public var count: Int { base.count }
}

extension TransformedData: DataStream where Base: DataStream {}

extension TrainingData {
  /// This data with each example changed at random whenever a step sees it.
  ///
  /// ```swift
  /// let augmented = images.transformed { example, generator in
  ///   let shift = Int.random(in: 0...8, using: &generator)
  ///   return example.replacing("input", by: try example.input.narrowed(3, to: shift..<shift + 28))
  /// }
  /// ```
  ///
  /// - Parameter transform: makes of one example, a batch of 1, another; what it draws comes from its
  ///   generator, as do the engine's own draws in it, such as `Tensor.normal`.
  public func transformed(
    _ transform: @escaping TransformedData<Self>.Transform
  ) -> TransformedData<Self> {
    TransformedData(self, transform)
  }
}
