internal import Foundation
internal import Records
internal import Runs

/// Keeps the weights of the best model besides the last ones, in the run's folder `best`.
///
/// They are written with the checkpoints: a run that is resumed from its last checkpoint finds a
/// later best model again. Former best models are kept as long as a run resumed from the oldest
/// checkpoint would need them.
final class BestKeeper {
  /// The best model so far.
  private(set) var best: BestModel?
  private let measure: BestMeasure
  private let store: CheckpointStore
  private let attachments: [String: Data]
  private var unwritten: Data?

  /// Creates a keeper of the best models by `measure`, in the folder of a run.
  init(by measure: BestMeasure, in folder: URL, attachments: [String: Data]) {
    (self.measure, self.attachments) = (measure, attachments)
    store = CheckpointStore(folder: folder.appendingPathComponent("best"), keeping: 1_000_000)
  }

  /// Compares an evaluation with the best; `weights` is called only if it is better.
  func observe(_ evaluation: Evaluation, after step: Int, weights: () throws -> Data) throws {
    guard let value = measure.value(in: evaluation),
      measure.isBetter(
        value,
        than: best.flatMap {
          measure.value(in: Evaluation(loss: $0.loss, measures: $0.measures))
        })
    else { return }
    unwritten = try weights()
    best = BestModel(step: step, loss: evaluation.loss, measures: evaluation.measures)
  }

  /// Writes the best model if it has not been written yet.
  func write() throws {
    guard let best, let weights = unwritten else { return }
    try store.write(
      step: best.step, state: best,
      files: attachments.merging(["weights.safetensors": weights]) { $1 })
    unwritten = nil
  }

  /// Deletes the models that no checkpoint needs; `step` is that of the oldest checkpoint.
  func forget(before step: Int) throws {
    guard let first = try store.steps().last(where: { $0 <= step }) else { return }
    try store.remove(before: first)
  }

  /// Restores the best model as of `step` updates.
  func rewind(to step: Int) throws {
    try store.rewind(to: step)
    unwritten = nil
    // An unreadable model counts as none: the run finds another.
    best = try store.latest().flatMap { try? store.load($0, as: BestModel.self).state }
  }
}
