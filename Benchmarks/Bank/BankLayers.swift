import Anneal

/// Images N×1×H×W as sequences of their rows, N×H×W.
final class Rows: Layer {
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try input.reshaped([input.shape[0], input.shape[2], input.shape[3]])
  }
}

/// The last position of a sequence.
final class LastRow: Layer {
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let last = try Tensor([Int64(input.shape[1] - 1)], shape: [1])
    return try input.selecting(last, along: 1).reshaped([input.shape[0], input.shape[2]])
  }
}

/// The mean over the positions of a sequence.
final class MeanRow: Layer {
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor { try input.mean(along: 1) }
}

/// Numbers of symbols, which a data set stores as float32, as integers.
final class Symbols: Layer {
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try input.converted(to: .int64)
  }
}

/// A model of the next symbol at each position.
final class NextSymbol: Model {
  let body: any Layer
  init(_ body: any Layer) { self.body = body }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try body(batch.input, for: mode).flattened(from: 0, to: 1)
    return Outcome(
      loss: try logits.crossEntropy(with: batch.target.flattened(from: 0, to: 1)))
  }
}

/// A model of its own input.
final class Reconstruction: Model {
  let body: any Layer
  init(_ body: any Layer) { self.body = body }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let pixels = try batch.input.reshaped([batch.input.shape[0], -1])
    return Outcome(loss: try body(batch.input, for: mode).meanSquaredError(to: pixels))
  }
}
