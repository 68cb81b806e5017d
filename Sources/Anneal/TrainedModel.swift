package import Foundation
internal import Models
internal import Records
internal import Runs
internal import Tables
internal import Tasks
internal import Torch
package import Training

/// A model that a run trained on own data, read from the run's folder.
///
/// The folder may have been moved: everything that is needed is in its checkpoints, and every byte
/// is checked.
package struct TrainedModel {
  /// The run's folder.
  package let folder: URL
  /// The number of updates that the weights are from.
  package let step: Int
  /// The number of threads of the run; nil for its best weights.
  let threads: Int?
  /// What the model receives and answers.
  package let record: ModelRecord
  /// The model with its trained weights.
  package let model: any Model
  /// The number of examples of a forward pass, that of a validation.
  static let batchSize = 1000

  /// The part of a checkpoint's state that the outputs depend on.
  struct State: Codable { let threads: Int? }

  /// Reads the last weights of the run in `folder`, or its best ones.
  ///
  /// - Throws: `RunsError` for a folder without checkpoints, or a damaged one; `TrainingError` for a
  ///   run on a built-in task.
  package init(runFolder folder: URL, best: Bool = false) throws {
    self.folder = folder
    let place = best ? folder.appendingPathComponent("best") : folder
    let store = CheckpointStore(folder: place, tidies: false)
    guard let step = try store.latest() else {
      throw TrainingError(
        "a run's folder must hold a checkpoint ('step-…'); \(place.path) holds none")
    }
    self.step = step
    let files: [String: Data]
    let checkpoint = try store.load(step, as: State.self)
    // The same number of threads gives the same last bits as in the run.
    if let threads = checkpoint.state.threads { Engine.threads = threads }
    (threads, files) = (checkpoint.state.threads, checkpoint.files)
    guard let data = files[ModelRecord.file] else {
      throw TrainingError(
        "the run must have been trained on own data or on text; \(folder.lastPathComponent) was "
          + "trained on another built-in task")
    }
    let location = store.location(of: step)
    record = try ModelRecord(data, file: location.appendingPathComponent(ModelRecord.file).path)
    model = try record.makeModel()
    let weights = files["evaluation.safetensors"] == nil ? "weights" : "evaluation"
    try model.load(contentsOf: location.appendingPathComponent("\(weights).safetensors"))
  }

  /// The number of parameters.
  package var parameterCount: Int { model.parameterCount }

  /// The model's outputs for `inputs`, one row for each example.
  ///
  /// - Throws: `TorchError` when the shapes do not fit.
  func outputs(for inputs: Tensor) throws -> Tensor {
    let count = inputs.shape[0]
    let parts = try stride(from: 0, to: count, by: Self.batchSize).map { start in
      try Engine.withoutGradients {
        try output(inputs.narrowed(0, to: start..<min(count, start + Self.batchSize)))
      }
    }
    return try .concatenated(parts)
  }

  private func output(_ inputs: Tensor) throws -> Tensor {
    try model.answer(for: inputs.converted(to: .float32, on: .cpu))
  }
}
