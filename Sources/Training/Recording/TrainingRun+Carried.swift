internal import Foundation
internal import Runs
internal import Torch

// What a model carries from batch to batch, in a checkpoint: each tensor under `carried/<name>`.
extension TrainingRun {
  private static let prefix = "carried/"

  func stored(_ state: CarriedState) throws -> [String: SafetensorsFile.Tensor] {
    try Dictionary(
      uniqueKeysWithValues: state.tensors.map { name, tensor in
        (Self.prefix + name, try stored(tensor))
      })
  }

  /// The state in `file`, where the model is; nil where there is none.
  ///
  /// - Throws: `TrainingError` for a tensor of a type that none of ours has.
  func carriedState(in file: SafetensorsFile) throws -> CarriedState? {
    let device = loop.tensors.first?.tensor.device ?? .cpu
    var tensors: [String: Tensor] = [:]
    for (name, entry) in file.tensors where name.hasPrefix(Self.prefix) {
      guard let type = ScalarType(entry.elementType) else {
        throw TrainingError(
          "'\(name)' must be of a type that a model computes in; received "
            + entry.elementType.rawValue)
      }
      let tensor = try entry.bytes.withUnsafeBytes {
        try Tensor(bytes: $0, shape: entry.shape, type: type)
      }
      tensors[String(name.dropFirst(Self.prefix.count))] = try tensor.converted(
        to: type, on: device)
    }
    return tensors.isEmpty ? nil : CarriedState(tensors)
  }
}

extension ScalarType {
  /// The type of the elements in a file; nil for one that tensors here never have.
  fileprivate init?(_ stored: SafetensorsFile.ElementType) {
    switch stored {
    case .float32: self = .float32
    case .float64: self = .float64
    case .int64: self = .int64
    case .uint8: self = .uint8
    case .bool: self = .bool
    default: return nil
    }
  }
}
