public import Records
internal import Torch

/// The loss and the measures of a model on a data set.
public struct Evaluation: Hashable, Sendable, Codable {
  /// The mean loss over all examples, weighted by the outcomes' weights.
  public let loss: Double
  /// The measures over all examples, such as `accuracy` (0…1), and the parts of a loss with
  /// several, such as `depth loss`.
  public let measures: [String: Double]

  /// Creates an evaluation of known values.
  public init(loss: Double, measures: [String: Double] = [:]) {
    (self.loss, self.measures) = (loss, measures)
  }

  /// Evaluates `model` on every example of `data` once, in batches of `batchSize`, without changing
  /// anything. The order is the data's order for evaluation; a recurrent model starts from a fresh
  /// hidden state.
  ///
  /// - Throws: `TrainingError` if all outcomes have weight 0.
  /// - Precondition: `batchSize` is positive.
  public init(
    of model: any Model, on data: any Dataset, batchSize: Int = 1000,
    precision: Precision = .float32
  ) throws {
    try self.init(of: model, on: data, batchSize: batchSize, precision: precision, as: .evaluation)
  }

  /// Evaluates `model` with its forward passes for `mode`; those for training may change buffers.
  init(
    of model: any Model, on data: any Dataset, batchSize: Int, precision: Precision, as mode: Mode
  ) throws {
    var (loss, weight) = (0.0, 0.0)
    var isByExamples = true
    var losses: [String: Double] = [:]
    var measures: [String: Measure] = [:]
    var order = try data.order(batchSize: batchSize, seed: 0, for: .evaluation)
    let device = model.device
    var carried: CarriedState?
    try Engine.withoutGradients {
      for step in 0..<(order.stepsPerEpoch ?? 0) {
        let batch = try data.batch(order.indices(at: step)).moved(to: device)
        let before = order.continues(at: step) ? try carried?.rows(0..<batch.count) : nil
        let (outcome, after) = try precision.computing(on: device) {
          try model.carriedOutcome(of: batch, after: before, for: mode)
        }
        carried = after
        let fraction = try outcome.count(of: batch) / Double(data.count)
        isByExamples = isByExamples && outcome.weight == nil
        weight += fraction
        if fraction > 0 {
          loss += try outcome.loss.item() * fraction
          for (name, value) in outcome.losses {
            losses["\(name) loss", default: 0] += try value.item() * fraction
          }
        }
        measures.merge(outcome.measures) { $0 + $1 }
      }
    }
    guard weight > 0 else {
      throw TrainingError(
        "the outcomes of a data set must have a positive total weight; received 0")
    }
    let scale = isByExamples ? 1 : 1 / weight
    self.loss = loss * scale
    // A mean over nothing, such as the recall of a class without examples, is no measure.
    self.measures = measures.filter { !$0.value.value.isNaN || $0.value.sums.contains { $0 != 0 } }
      .mapValues(\.value)
      .merging(losses.mapValues { $0 * scale }) { measure, _ in measure }
  }
}
