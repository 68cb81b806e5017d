internal import Foundation
internal import Records
internal import Runs

/// Keeps the weights of the best model beside the last ones, in the folder `best` of the run.
///
/// They are written with the checkpoints: what is better than the best and follows the last checkpoint is
/// found again by a run that is resumed there. Of the models that were the best before, those stay that a
/// run resumed from the oldest checkpoint would go back to.
final class BestKeeper {
  /// The best so far.
  private(set) var best: BestModel?
  private let measure: BestMeasure
  private let store: CheckpointStore
  private var unwritten: Data?

  /// The best models by `measure`, in the folder of a run.
  init(by measure: BestMeasure, in folder: URL) {
    self.measure = measure
    store = CheckpointStore(folder: folder.appendingPathComponent("best"), keeping: 1_000_000)
  }

  /// Takes notice of a measurement; `weights` are asked for if it is the best.
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

  /// Writes the best model if that was not done.
  func write() throws {
    guard let best, let weights = unwritten else { return }
    try store.write(step: best.step, state: best, files: ["weights.safetensors": weights])
    unwritten = nil
  }

  /// Forgets those that no checkpoint leads back to, where `step` is the oldest one's.
  func forget(before step: Int) throws {
    guard let first = try store.steps().last(where: { $0 <= step }) else { return }
    try store.remove(before: first)
  }

  /// Goes back to what was the best after `step` updates.
  func rewind(to step: Int) throws {
    try store.rewind(to: step)
    unwritten = nil
    // One that cannot be read is none: the run finds another.
    best = try store.latest().flatMap { try? store.load($0, as: BestModel.self).state }
  }
}
