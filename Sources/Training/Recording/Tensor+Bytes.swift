internal import Torch

extension Tensor {
  /// The elements' bytes in row-major order, so that equal bytes are equal bits.
  func bytes() throws(TorchError) -> [UInt8] {
    switch scalarType {
    case .float32: Self.bytes(of: try scalars(as: Float.self))
    case .float64: Self.bytes(of: try scalars(as: Double.self))
    case .int64: Self.bytes(of: try scalars(as: Int64.self))
    case .uint8: try scalars(as: UInt8.self)
    case .bool: Self.bytes(of: try scalars(as: Bool.self))
    }
  }

  private static func bytes<Scalar: BitwiseCopyable>(of scalars: [Scalar]) -> [UInt8] {
    scalars.withUnsafeBytes { Array($0) }
  }
}
