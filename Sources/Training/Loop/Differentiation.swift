package import Torch

/// The gradients of a batch's mean loss, made in one piece or in several.
///
/// Pieces count by their outcomes' weights, so a batch of padded texts gives the same gradients however
/// it is cut. The weights of the pieces that follow are not known while the first is differentiated;
/// each is taken for its share of the examples, and where the weights are others, all gradients are
/// brought to scale at the end.
package struct Differentiation {
  /// The mean loss for each target, weighed as it says.
  package private(set) var loss: [Double]
  /// The means of its parts, unweighed.
  package private(set) var losses: [String: Double] = [:]

  /// Parameters with the loss that is to change them.
  package struct Target {
    /// What the parts of the loss weigh.
    package let weights: [String: Double]
    /// The parameters, at least one; nil for all that the loss depends on.
    package let parameters: [Tensor]?

    /// `parameters` under a loss whose parts have these `weights`.
    package init(weights: [String: Double] = [:], parameters: [Tensor]? = nil) {
      (self.weights, self.parameters) = (weights, parameters)
    }
  }

  /// Differentiates the outcome of each piece; the gradients are added to those of the parameters.
  ///
  /// - Parameters:
  ///   - pieces: the examples, in as many parts as the model sees at once.
  ///   - targets: at least one, without a parameter in common.
  ///   - parameters: the tensors whose gradients are brought to scale.
  /// - Throws: `TrainingError` when the loss depends on no parameter, or the pieces weigh nothing.
  package init(
    _ pieces: [ArraySlice<Int64>], for targets: [Target], parameters: [Tensor],
    outcome: (ArraySlice<Int64>) throws -> (Batch, Outcome)
  ) throws {
    loss = targets.map { _ in 0 }
    let count = Double(pieces.reduce(0) { $0 + $1.count })
    var weight = 0.0
    // Batch and outputs are let go before the way back, which then has their memory.
    func part(_ piece: ArraySlice<Int64>) throws -> (Double, [Tensor], [String: Tensor]) {
      let (batch, outcome) = try outcome(piece)
      return (
        try outcome.count(of: batch) / count,
        try targets.map { try outcome.loss(weighted: $0.weights) }, outcome.losses
      )
    }
    for piece in pieces {
      let (share, losses, parts) = try part(piece)
      guard losses.allSatisfy(\.requiresGradient) else {
        throw TrainingError(
          "the loss must depend on a parameter that requires a gradient; received one that reaches none"
        )
      }
      weight += share
      guard share > 0 else { continue }
      // One piece is its own mean, whatever it weighs.
      let factor = pieces.count == 1 ? 1 : share
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
      throw TrainingError("the outcomes of a batch must weigh something; received 0 in all")
    }
    // Shares of examples add up to 1, but for rounding, and then nothing is to be done.
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
