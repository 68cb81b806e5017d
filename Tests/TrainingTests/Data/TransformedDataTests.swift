import Testing
import Torch
import Training

@Suite struct TransformedDataTests {
  /// Ten examples, each its number.
  private func numbers() throws -> TensorDataset {
    TensorDataset(
      inputs: try Tensor((0..<10).map { Float($0) }, shape: [10, 1]),
      targets: try Tensor.full([10, 1], 0))
  }

  private func drawn(_ data: some TrainingData) -> some TrainingData {
    data.transformed { example, generator in
      // The upper 24 bits are exact in float32.
      let number = try Tensor([Float(generator.next() >> 40)], shape: [1, 1])
      return example.replacing("drawn", by: number)
    }
  }

  private func noisy() throws -> TransformedData<TensorDataset> {
    try numbers().transformed { example, generator in
      let shift = Double.random(in: 10...20, using: &generator)
      return example.replacing(
        "input", by: try example.input + Tensor.normal([1, 1]) + shift)
    }
  }

  private func values(_ batch: Batch) throws -> [Float] {
    try batch.input.scalars(as: Float.self)
  }

  @Test func `an example draws from seed, step and its number`() throws {
    let batch = try drawn(numbers()).batch([2, 5], at: 3, seed: 7)
    // Worked out by a transcription of the generator into Python.
    let expected = Float(3_816_848_890_843_764_479 as UInt64 >> 40)
    #expect(try batch["drawn"].scalars(as: Float.self)[1] == expected)
  }

  @Test func `a transform under another draws other numbers`() throws {
    let inner = drawn(try numbers())
    let both = inner.transformed { example, generator in
      example.replacing(
        "input", by: try Tensor([Float(generator.next() >> 40)], shape: [1, 1]))
    }
    let batch = try both.batch([5], at: 3, seed: 7)
    #expect(
      try values(batch) == [Float(3_816_848_890_843_764_479 as UInt64 >> 40)])
    // From the same transcription, under the second number of the step's seed.
    #expect(
      try batch["drawn"].scalars(as: Float.self)
        == [Float(17_320_272_541_948_442_938 as UInt64 >> 40)])
  }

  @Test func `neither the rest of the batch nor what was drawn before matters`() throws {
    let data = try noisy()
    try Engine.seed(1)
    let whole = try values(data.batch([0, 1, 2, 3], at: 9, seed: 7))
    try Engine.seed(2)
    let parts = try [3, 1].map { try values(data.batch([$0], at: 9, seed: 7))[0] }
    #expect(parts == [whole[3], whole[1]])
    #expect(try values(data.batch([0, 1, 2, 3], at: 10, seed: 7)) != whole)
    #expect(try values(data.batch([0, 1, 2, 3], at: 9, seed: 8)) != whole)
    #expect(zip(whole, 0...).allSatisfy { $0 > Float($1) + 4 })
  }

  @Test func `what the engine draws after it is as if nothing had been drawn`() throws {
    try Engine.seed(5)
    let undisturbed = try Tensor.normal([3]).scalars(as: Float.self)
    try Engine.seed(5)
    _ = try noisy().batch([0, 1], at: 0, seed: 1)
    #expect(try Tensor.normal([3]).scalars(as: Float.self) == undisturbed)
  }

  @Test func `evaluation sees the examples as they are`() throws {
    let data = try noisy()
    #expect(data.count == 10)
    #expect(try values(data.batch([4, 5])) == [4, 5])
    #expect(try Evaluation(of: line(), on: data) == Evaluation(of: line(), on: numbers()))
  }

  @Test func `it keeps the order that lies under it, or is laid over it`() throws {
    let under = try numbers().inOrder().transformed { example, _ in example }
    let over = try noisy().inOrder()
    for order in [
      try under.order(batchSize: 4, seed: 0, for: .training),
      try over.order(batchSize: 4, seed: 0, for: .training),
    ] {
      #expect(order.description == "in order")
    }
    #expect(
      try values(over.batch([1], at: 2, seed: 3)) == values(noisy().batch([1], at: 2, seed: 3)))
  }

  @Test func `shapes may change, but all alike`() throws {
    let wider = try numbers().transformed { example, _ in
      example.replacing(
        "input", by: try Tensor.concatenated([example.input, example.input], along: 1))
    }
    #expect(try wider.batch([0, 1], at: 0, seed: 0).input.shape == [2, 2])
    let uneven = try numbers().transformed { example, _ in
      let isFirst = try example.input.item() == 0
      return isFirst
        ? example.replacing("input", by: try Tensor.full([1, 3], 0)) : example
    }
    let error = #expect(throws: TrainingError.self) { try uneven.batch([0, 1], at: 0, seed: 0) }
    #expect(
      error?.description
        == "the examples of a batch must have one shape; 'input' has [1, 3] and [1, 1]")
    let twice = try numbers().transformed { example, _ in try Batch.joined([example, example]) }
    let second = #expect(throws: TrainingError.self) { try twice.batch([0], at: 0, seed: 0) }
    #expect(second?.description == "a transform must return 1 example; received 2")
  }
}
