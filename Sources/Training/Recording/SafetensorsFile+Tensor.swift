internal import Foundation
package import Runs
package import Torch

extension SafetensorsFile.Tensor {
  /// Creates an entry of the elements of `tensor` in row-major order, for any device and memory
  /// format.
  ///
  /// - Throws: `TorchError` when out of memory.
  package init(_ tensor: Tensor) throws {
    self.init(tensor.scalarType.stored, shape: tensor.shape, bytes: Data(try tensor.bytes()))
  }

  /// The elements as a tensor called `name`, on the CPU.
  ///
  /// - Throws: `TrainingError` for an element type that ``ScalarType`` does not have.
  package func tensor(_ name: String) throws -> Tensor {
    guard let type = ScalarType(elementType) else {
      throw TrainingError(
        "'\(name)' must have an element type that tensors support; received \(elementType.rawValue)"
      )
    }
    return try bytes.withUnsafeBytes { try Tensor(bytes: $0, shape: shape, type: type) }
  }
}

extension ScalarType {
  /// The corresponding type in a file.
  var stored: SafetensorsFile.ElementType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .int64: .int64
    case .uint8: .uint8
    case .bool: .bool
    case .int32: .int32
    case .int16: .int16
    case .int8: .int8
    case .float16: .float16
    case .bfloat16: .bfloat16
    }
  }

  /// The type that corresponds to a file's; nil if tensors do not support it.
  fileprivate init?(_ stored: SafetensorsFile.ElementType) {
    switch stored {
    case .float32: self = .float32
    case .float64: self = .float64
    case .int64: self = .int64
    case .uint8: self = .uint8
    case .bool: self = .bool
    case .int32: self = .int32
    case .int16: self = .int16
    case .int8: self = .int8
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    default: return nil
    }
  }
}
