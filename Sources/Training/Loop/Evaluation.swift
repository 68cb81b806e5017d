internal import Torch

/// What a model achieves on a data set.
public struct Evaluation: Hashable, Sendable, Codable {
  /// The mean loss over all examples.
  public let loss: Double
  /// Means of other measures over all examples, such as `accuracy` (0…1), or `depth loss` where the
  /// loss is the sum of several.
  public let measures: [String: Double]

  /// Values known already.
  public init(loss: Double, measures: [String: Double] = [:]) {
    (self.loss, self.measures) = (loss, measures)
  }

  /// Measures `model` on every example of `data` once, without changing anything.
  public init(of model: any Model, on data: any Dataset, batchSize: Int = 1000) throws {
    var loss = 0.0
    var measures: [String: Double] = [:]
    let everything = (0..<Int64(data.count)).map { $0 }
    try Engine.withoutGradients {
      for start in stride(from: 0, to: data.count, by: batchSize) {
        let batch = try data.batch(everything[start..<min(start + batchSize, data.count)])
        let outcome = try model.outcome(of: batch, for: .evaluation)
        let share = Double(batch.count) / Double(data.count)
        loss += try outcome.loss.item() * share
        for (name, value) in outcome.measures {
          measures[name, default: 0] += try value.item() * share
        }
        for (name, value) in outcome.losses {
          measures["\(name) loss", default: 0] += try value.item() * share
        }
      }
    }
    (self.loss, self.measures) = (loss, measures)
  }
}
