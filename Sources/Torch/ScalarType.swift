internal import CTorch

/// The type of a tensor's elements.
public enum ScalarType: Int, Hashable, Sendable, Codable {
  /// Four bytes; what models compute in.
  case float32
  /// Eight bytes; for exact comparisons.
  case float64
  /// Eight bytes; classes and indices.
  case int64
  /// One byte; images stay in it until the batch.
  case uint8
  /// One byte, 0 or 1; the answer of a comparison.
  case bool

  /// The number of bytes of one element.
  public var byteCount: Int {
    switch self {
    case .float32: 4
    case .float64, .int64: 8
    case .uint8, .bool: 1
    }
  }

  var code: ct_type { ct_type(rawValue: UInt32(rawValue)) }
}

/// A Swift type that a tensor's elements can be read and written as.
public protocol TensorScalar: BitwiseCopyable, Sendable {
  /// The matching element type.
  static var scalarType: ScalarType { get }
}

extension Float: TensorScalar {
  /// `float32`.
  public static var scalarType: ScalarType { .float32 }
}
extension Double: TensorScalar {
  /// `float64`.
  public static var scalarType: ScalarType { .float64 }
}
extension Int64: TensorScalar {
  /// `int64`.
  public static var scalarType: ScalarType { .int64 }
}
extension UInt8: TensorScalar {
  /// `uint8`.
  public static var scalarType: ScalarType { .uint8 }
}
extension Bool: TensorScalar {
  /// `bool`.
  public static var scalarType: ScalarType { .bool }
}
