internal import Torch
internal import Training

/// A language model that reads a text in order, and carries its hidden state from each batch to the
/// next.
///
/// Backpropagation ends at the beginning of a batch.
final class CarriedTokenModel: NextTokenModel, RecurrentModel {
  func outcome(
    of batch: Batch, after state: CarriedState?, for mode: Mode
  ) throws -> (outcome: Outcome, state: CarriedState) {
    let (logits, after) = try chain(batch.input, after: state, for: mode)
    return (try outcome(of: batch, logits: logits, for: mode), after)
  }

  override func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    try outcome(of: batch, after: nil, for: mode).outcome
  }

  private var chain: Sequential {
    guard let chain = body as? Sequential else {
      preconditionFailure("a recurrent model of texts must be a chain; received \(type(of: body))")
    }
    return chain
  }
}

extension CarriedTokenModel: SequenceModel {
  /// The flow from the loss of the last token to the vectors of all.
  func gradientFlow(of batch: Batch) throws -> GradientFlow {
    guard let recurrence = chain.layers.first as? TokenRecurrence else {
      preconditionFailure("a recurrent model of texts must begin with its network")
    }
    let (rows, length) = (batch.input.shape[0], batch.input.shape[1])
    let tokens = try batch.input.converted(to: .int64, on: batch.input.device)
    let vectors = try recurrence.embedding(tokens, for: .evaluation).detached()
      .requiringGradient()
    var output = try recurrence.states(of: vectors, after: nil, for: .evaluation).output
      .narrowed(1, to: length - 1..<length)
    for layer in chain.layers.dropFirst() { output = try layer(output, for: .evaluation) }
    let target = try batch.target.narrowed(1, to: length - 1..<length).flattened()
    let loss = try output.flattened(from: 0, to: 1).crossEntropy(with: target) * Double(rows)
    guard let gradient = try loss.gradients(of: [vectors])[0] else {
      return GradientFlow(norms: [Double](repeating: 0, count: length))
    }
    let squares = try gradient.squared().sum(along: 2).mean(along: 0)
    let norms = try squares.converted(to: .float64, on: .cpu).scalars(as: Double.self)
    return GradientFlow(norms: norms.reversed().map { $0.squareRoot() })
  }
}
