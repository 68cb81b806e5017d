internal import Records
internal import Torch
internal import Training

/// A layer that passes answers on which were computed elsewhere, so that a model measures them.
final class GivenAnswers: Layer {
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor { input }

  /// The measures of `answers` by a model over this layer.
  static func baseline(
    _ name: String, _ answers: Tensor, _ targets: Tensor, _ model: any Model
  ) throws -> Baseline {
    let batch = Batch(count: answers.shape[0], ["input": answers, "target": targets])
    let outcome = try model.outcome(of: batch, for: .evaluation)
    return Baseline(name: name, measures: outcome.measures.mapValues(\.value))
  }
}
