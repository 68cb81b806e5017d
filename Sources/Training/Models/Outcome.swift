public import Torch

/// What a model says of a batch.
public struct Outcome {
  /// The mean loss over the batch, a single number that gradients flow from; the sum of the
  /// ``losses`` where there are several.
  public let loss: Tensor
  /// The parts of the loss by name, such as those of several tasks; empty for a single loss.
  public let losses: [String: Tensor]
  /// What else the model says, by name: predictions, logits, samples.
  public let outputs: [String: Tensor]
  /// What the loss is a mean over, by number: examples, or tokens that are not padding. Nil for the
  /// batch's examples.
  ///
  /// Pieces of a batch, and batches of a data set, count by it.
  public let weight: Double?
  /// What only evaluation asks for, such as `accuracy`.
  public let measures: [String: Measure]

  /// A loss, and what else there is to say.
  public init(
    loss: Tensor, weight: Double? = nil, measures: [String: Measure] = [:],
    outputs: [String: Tensor] = [:]
  ) {
    (self.loss, losses, self.weight) = (loss, [:], weight)
    (self.measures, self.outputs) = (measures, outputs)
  }

  /// Several losses, which a plan may weigh: see `Plan.weighing(_:by:)`.
  ///
  /// - Precondition: at least one loss.
  /// - Throws: `TorchError` when the shapes differ.
  public init(
    losses: [String: Tensor], weight: Double? = nil, measures: [String: Measure] = [:],
    outputs: [String: Tensor] = [:]
  ) throws {
    (self.losses, self.weight) = (losses, weight)
    (self.measures, self.outputs) = (measures, outputs)
    loss = try Self.sum(losses, [:])
  }

  /// The sum of the losses, each times its weight; those that `weights` does not name weigh 1.
  ///
  /// - Throws: `TrainingError` for a weight of a loss that there is not.
  func loss(weighted weights: [String: Double]) throws -> Tensor {
    for name in weights.keys.sorted() where losses[name] == nil {
      let known = losses.keys.sorted().joined(separator: ", ")
      throw TrainingError(
        "the plan must weigh a loss of the model, which has "
          + "\(losses.isEmpty ? "a single one" : known); received '\(name)'")
    }
    return weights.isEmpty ? loss : try Self.sum(losses, weights)
  }

  /// What it counts as among others of its batch or data set.
  ///
  /// - Throws: `TrainingError` for a weight that is none.
  func count(of batch: Batch) throws -> Double {
    guard let weight else { return Double(batch.count) }
    guard weight >= 0, weight.isFinite else {
      throw TrainingError("an outcome's weight must be finite and not negative; received \(weight)")
    }
    return weight
  }

  /// In the order of the names, so that the sum is the same each time.
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
