public import Torch

/// The result of a model for a batch.
public struct Outcome {
  /// The mean loss over the batch, a scalar with a gradient; the sum of the ``losses`` if there are
  /// several.
  public let loss: Tensor
  /// The parts of the loss by name, such as those of several tasks; empty for a single loss.
  public let losses: [String: Tensor]
  /// Other outputs of the model by name: predictions, logits, samples.
  public let outputs: [String: Tensor]
  /// The number of items over which the loss is a mean: examples, or tokens without padding. Nil
  /// for the number of examples in the batch.
  ///
  /// Micro-batches, and the batches of a data set, are weighted by it.
  public let weight: Double?
  /// The measures of an evaluation, such as `accuracy`.
  public let measures: [String: Measure]

  /// Creates an outcome with one loss.
  public init(
    loss: Tensor, weight: Double? = nil, measures: [String: Measure] = [:],
    outputs: [String: Tensor] = [:]
  ) {
    (self.loss, losses, self.weight) = (loss, [:], weight)
    (self.measures, self.outputs) = (measures, outputs)
  }

  /// Creates an outcome with several losses, which a plan may weight: see `Plan.weighing(_:by:)`.
  ///
  /// - Precondition: at least one loss.
  /// - Throws: `TorchError` if the shapes differ.
  public init(
    losses: [String: Tensor], weight: Double? = nil, measures: [String: Measure] = [:],
    outputs: [String: Tensor] = [:]
  ) throws {
    (self.losses, self.weight) = (losses, weight)
    (self.measures, self.outputs) = (measures, outputs)
    loss = try Self.sum(losses, [:])
  }

  /// The sum of the losses, each times its weight; the default weight is 1.
  ///
  /// - Throws: `TrainingError` for a weight of an unknown loss.
  func loss(weighted weights: [String: Double]) throws -> Tensor {
    for name in weights.keys.sorted() where losses[name] == nil {
      let known = losses.keys.sorted().joined(separator: ", ")
      throw TrainingError(
        "the plan must weight a loss of the model, which has "
          + "\(losses.isEmpty ? "one loss without a name" : known); received '\(name)'")
    }
    return weights.isEmpty ? loss : try Self.sum(losses, weights)
  }

  /// The weight of this outcome among those of its batch or data set.
  ///
  /// - Throws: `TrainingError` for a weight that is negative or not finite.
  func count(of batch: Batch) throws -> Double {
    guard let weight else { return Double(batch.count) }
    guard weight >= 0, weight.isFinite else {
      throw TrainingError("an outcome's weight must be finite and not negative; received \(weight)")
    }
    return weight
  }

  /// Added in the order of the names, so that the sum is reproducible.
  private static func sum(_ losses: [String: Tensor], _ weights: [String: Double]) throws -> Tensor
  {
    precondition(!losses.isEmpty, "losses must hold at least one")
    var sum: Tensor?
    for (name, loss) in losses.sorted(by: { $0.key < $1.key }) {
      let part = try weights[name].map { try loss * $0 } ?? loss
      sum = try sum.map { try $0 + part } ?? part
    }
    return sum.unsafelyUnwrapped
  }
}
