internal import Foundation
internal import Runs
internal import Torch

// What a model carries from batch to batch, in a checkpoint: each tensor under `carried/<name>`.
extension TrainingRun {
  private static let prefix = "carried/"

  func stored(_ state: CarriedState) throws -> [String: SafetensorsFile.Tensor] {
    try Dictionary(
      uniqueKeysWithValues: state.tensors.map { name, tensor in
        (Self.prefix + name, try SafetensorsFile.Tensor(tensor))
      })
  }

  /// The state in `file`, where the model is; nil where there is none.
  ///
  /// - Throws: `TrainingError` for a tensor of a type that none of ours has.
  func carriedState(in file: SafetensorsFile) throws -> CarriedState? {
    let device = learner.tensors.first?.tensor.device ?? .cpu
    var tensors: [String: Tensor] = [:]
    for (name, entry) in file.tensors where name.hasPrefix(Self.prefix) {
      let tensor = try entry.tensor(name)
      tensors[String(name.dropFirst(Self.prefix.count))] = try tensor.converted(
        to: tensor.scalarType, on: device)
    }
    return tensors.isEmpty ? nil : CarriedState(tensors)
  }
}
