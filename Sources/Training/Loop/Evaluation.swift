public import Records
internal import Torch

/// What a model achieves on a data set.
public struct Evaluation: Hashable, Sendable, Codable {
  /// The mean loss over all examples, or over whatever the model's outcomes weigh by.
  public let loss: Double
  /// Other measures over all examples, such as `accuracy` (0…1), or `depth loss` where the loss is the
  /// sum of several.
  public let measures: [String: Double]

  /// Values known already.
  public init(loss: Double, measures: [String: Double] = [:]) {
    (self.loss, self.measures) = (loss, measures)
  }

  /// Measures `model` on every example of `data` once, `batchSize` at a time, without changing anything: in
  /// the data's order for evaluation, from a fresh state of its own where the model carries one.
  ///
  /// - Throws: `TrainingError` when the outcomes weigh nothing in all.
  /// - Precondition: a positive batch size.
  public init(
    of model: any Model, on data: any Dataset, batchSize: Int = 1000,
    precision: Precision = .float32
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
          try model.carriedOutcome(of: batch, after: before, for: .evaluation)
        }
        carried = after
        let share = try outcome.count(of: batch) / Double(data.count)
        isByExamples = isByExamples && outcome.weight == nil
        weight += share
        if share > 0 {
          loss += try outcome.loss.item() * share
          for (name, value) in outcome.losses {
            losses["\(name) loss", default: 0] += try value.item() * share
          }
        }
        measures.merge(outcome.measures) { $0 + $1 }
      }
    }
    guard weight > 0 else {
      throw TrainingError("the outcomes of a data set must weigh something; received 0 in all")
    }
    let scale = isByExamples ? 1 : 1 / weight
    self.loss = loss * scale
    self.measures = measures.mapValues(\.value)
      .merging(losses.mapValues { $0 * scale }) { measure, _ in measure }
  }
}
