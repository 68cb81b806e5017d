package import Torch

/// The gradients of a batch's mean loss, made in one piece or in several.
///
/// Pieces count by their outcomes' weights, so a batch of padded texts gives the same gradients however
/// it is cut. The weights of the pieces that follow are not known while the first is differentiated;
/// each is taken for its share of the examples, and where the weights are others, all gradients are
/// brought to scale at the end.
package struct Differentiation {
  /// The mean loss, weighed as the plan says.
  package private(set) var loss = 0.0
  /// The means of its parts, unweighed.
  package private(set) var losses: [String: Double] = [:]

  /// Differentiates the outcome of each piece; the gradients are added to those of the tensors that it
  /// depends on.
  ///
  /// - Parameters:
  ///   - pieces: the examples, in as many parts as the model sees at once.
  ///   - weights: of the losses, as the plan says.
  ///   - parameters: the tensors whose gradients are brought to scale.
  /// - Throws: `TrainingError` when the loss depends on no parameter, or the pieces weigh nothing.
  package init(
    _ pieces: [ArraySlice<Int64>], weights: [String: Double], parameters: [Tensor],
    outcome: (ArraySlice<Int64>) throws -> (Batch, Outcome)
  ) throws {
    let count = Double(pieces.reduce(0) { $0 + $1.count })
    var weight = 0.0
    // Batch and outputs are let go before the way back, which then has their memory.
    func part(_ piece: ArraySlice<Int64>) throws -> (Double, Tensor, [String: Tensor]) {
      let (batch, outcome) = try outcome(piece)
      return (
        try outcome.count(of: batch) / count, try outcome.loss(weighted: weights), outcome.losses
      )
    }
    for piece in pieces {
      let (share, loss, parts) = try part(piece)
      guard loss.requiresGradient else {
        throw TrainingError(
          "the loss must depend on a parameter that requires a gradient; received one that reaches none"
        )
      }
      weight += share
      guard share > 0 else { continue }
      // One piece is its own mean, whatever it weighs.
      let factor = pieces.count == 1 ? 1 : share
      try (factor == 1 ? loss : loss * factor).backward()
      self.loss += try loss.item() * factor
      for (name, one) in parts { losses[name, default: 0] += try one.item() * factor }
    }
    guard weight > 0 else {
      throw TrainingError("the outcomes of a batch must weigh something; received 0 in all")
    }
    // Shares of examples add up to 1, but for rounding, and then nothing is to be done.
    guard pieces.count > 1, abs(weight - 1) > 1e-9 else { return }
    loss /= weight
    for name in losses.keys { losses[name]! /= weight }
    try Engine.withoutGradients {
      for gradient in parameters.compactMap(\.gradient) {
        try gradient.assign(try gradient * (1 / weight))
      }
    }
  }
}
