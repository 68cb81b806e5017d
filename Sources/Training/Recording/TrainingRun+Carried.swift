internal import Foundation
internal import Runs
internal import Torch

// A model's hidden state in a checkpoint: each tensor under `carried/<name>`.
extension TrainingRun {
  private static let prefix = "carried/"

  func stored(_ state: CarriedState) throws -> [String: SafetensorsFile.Tensor] {
    try Dictionary(
      uniqueKeysWithValues: state.tensors.map { name, tensor in
        (Self.prefix + name, try SafetensorsFile.Tensor(tensor))
      })
  }

  /// The hidden state in `file`, on the model's device; nil if there is none.
  ///
  /// - Throws: `TrainingError` for an element type that ``ScalarType`` does not have.
  func carriedState(in file: SafetensorsFile) throws -> CarriedState? {
    let device = learner.device
    var tensors: [String: Tensor] = [:]
    for (name, entry) in file.tensors where name.hasPrefix(Self.prefix) {
      let tensor = try entry.tensor(name)
      tensors[String(name.dropFirst(Self.prefix.count))] = try tensor.converted(
        to: tensor.scalarType, on: device)
    }
    return tensors.isEmpty ? nil : CarriedState(tensors)
  }
}
