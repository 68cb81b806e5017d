package import Torch

/// The gradients of a batch's mean loss, computed in one piece or in several micro-batches.
///
/// Pieces are weighted by their outcomes' weights, so a batch of padded sequences has the same
/// gradients for any split. The later pieces' weights are not known when the first piece is
/// differentiated: each is first weighted by its number of examples, and if the true weights
/// differ, all gradients are rescaled at the end.
package struct Differentiation {
  /// The mean loss for each target, with the target's weights.
  package private(set) var loss: [Double]
  /// The mean of each part of the loss, unweighted.
  package private(set) var losses: [String: Double] = [:]

  /// Parameters and the weighted loss whose gradient they receive.
  package struct Target {
    /// The weights of the loss's parts.
    package let weights: [String: Double]
    /// The parameters, at least one; nil for all parameters that the loss depends on.
    package let parameters: [Tensor]?

    /// Creates a target: `parameters` and the `weights` of the loss's parts.
    package init(weights: [String: Double] = [:], parameters: [Tensor]? = nil) {
      (self.weights, self.parameters) = (weights, parameters)
    }
  }

  /// Differentiates the outcome of each piece; the gradients are added to those of the parameters.
  ///
  /// - Parameters:
  ///   - pieces: the examples, as micro-batches.
  ///   - targets: at least one, without common parameters.
  ///   - parameters: the tensors whose gradients are rescaled.
  /// - Throws: `TrainingError` if the loss depends on no parameter, or the pieces' weights are all
  ///   0.
  package init(
    _ pieces: [ArraySlice<Int64>], for targets: [Target], parameters: [Tensor],
    outcome: (ArraySlice<Int64>) throws -> (Batch, Outcome)
  ) throws {
    loss = targets.map { _ in 0 }
    let count = Double(pieces.reduce(0) { $0 + $1.count })
    var weight = 0.0
    // Batch and outputs are released before the backward pass, which can then use their memory.
    func part(_ piece: ArraySlice<Int64>) throws -> (Double, [Tensor], [String: Tensor]) {
      let (batch, outcome) = try outcome(piece)
      return (
        try outcome.count(of: batch) / count,
        try targets.map { try outcome.loss(weighted: $0.weights) }, outcome.losses
      )
    }
    for piece in pieces {
      let (fraction, losses, parts) = try part(piece)
      guard losses.allSatisfy(\.requiresGradient) else {
        throw TrainingError(
          "the loss must depend on a parameter that requires a gradient; it depends on none"
        )
      }
      weight += fraction
      guard fraction > 0 else { continue }
      // A single piece is the mean, whatever its weight.
      let factor = pieces.count == 1 ? 1 : fraction
      for (index, loss) in losses.enumerated() {
        let scaled = factor == 1 ? loss : try loss * factor
        if let parameters = targets[index].parameters {
          try scaled.backward(to: parameters, keepsGraph: index < losses.count - 1)
        } else {
          try scaled.backward()
        }
        self.loss[index] += try loss.item() * factor
      }
      for (name, one) in parts { self.losses[name, default: 0] += try one.item() * factor }
    }
    guard weight > 0 else {
      throw TrainingError("the outcomes of a batch must have a positive total weight; received 0")
    }
    // If pieces are weighted by examples, the shares sum to 1 up to rounding, and nothing is
    // rescaled.
    guard pieces.count > 1, abs(weight - 1) > 1e-9 else { return }
    for index in loss.indices { loss[index] /= weight }
    for name in losses.keys { losses[name]! /= weight }
    try Engine.withoutGradients {
      for gradient in parameters.compactMap(\.gradient) {
        try gradient.assign(try gradient * (1 / weight))
      }
    }
  }
}
