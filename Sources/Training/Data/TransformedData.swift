public import Torch

/// Data with a random transform of each example in each step (data augmentation).
///
/// The transformed example is a function of (seed, step, example), and depends neither on its
/// batch, the micro-batch size or the thread, nor on whether the run was resumed. Evaluation uses
/// the examples without the transform.
public struct TransformedData<Base: TrainingData>: TrainingData {
  /// Maps one example, a batch of 1, to another.
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

  /// The examples without the transform.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch { try base.batch(indices) }

  /// The examples, each transformed for `step`.
  ///
  /// - Throws: `TrainingError` if the transformed examples have different shapes, or the
  ///   transform's error.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    var draws = SeededGenerator(seed: seed, purpose: .transforms(step: step))
    // A transform in the base uses other random numbers.
    let (own, others) = (draws.next(), draws.next())
    let batch = try base.batch(indices, at: step, seed: others)
    let examples = try indices.enumerated().map { position, index in
      var generator = SeededGenerator(seed: own, purpose: .example(index))
      let example = try batch.examples(position..<position + 1)
      let result = try Engine.drawing(from: generator.next()) {
        try transform(example, &generator)
      }
      guard result.count == 1 else {
        throw TrainingError("a transform must return 1 example; received \(result.count)")
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
  /// This data with a random transform of each example in each step.
  ///
  /// ```swift
  /// let augmented = images.transformed { example, generator in
  ///   let shift = Int.random(in: 0...8, using: &generator)
  ///   return example.replacing("input", by: try example.input.narrowed(3, to: shift..<shift + 28))
  /// }
  /// ```
  ///
  /// - Parameter transform: maps one example, a batch of 1, to another. Its random numbers come
  ///   from its generator, which also seeds the engine's functions in it, such as `Tensor.normal`.
  public func transformed(
    _ transform: @escaping TransformedData<Self>.Transform
  ) -> TransformedData<Self> {
    TransformedData(self, transform)
  }
}
