internal import CTorch

/// The type of a tensor's elements.
public enum ScalarType: Int, Hashable, Sendable, Codable {
  /// Four bytes; the usual type of models.
  case float32
  /// Eight bytes; for precise comparisons.
  case float64
  /// Eight bytes; classes and indices.
  case int64
  /// One byte; images keep this type until a batch is made.
  case uint8
  /// One byte, 0 or 1; the result of comparisons.
  case bool
  /// Four bytes, signed.
  case int32
  /// Two bytes, signed.
  case int16
  /// One byte, signed.
  case int8
  /// Two bytes: IEEE half precision.
  case float16
  /// Two bytes: the upper half of a float32.
  case bfloat16

  /// The number of bytes of one element.
  public var byteCount: Int {
    switch self {
    case .float32, .int32: 4
    case .float64, .int64: 8
    case .int16, .float16, .bfloat16: 2
    case .uint8, .int8, .bool: 1
    }
  }

  /// Whether the elements are integers; Booleans are not.
  public var isInteger: Bool {
    switch self {
    case .int64, .int32, .int16, .int8, .uint8: true
    case .float32, .float64, .float16, .bfloat16, .bool: false
    }
  }

  /// Whether the elements are floating-point numbers; only these have gradients.
  public var isFloatingPoint: Bool {
    switch self {
    case .float32, .float64, .float16, .bfloat16: true
    case .int64, .int32, .int16, .int8, .uint8, .bool: false
    }
  }

  var code: ct_type { ct_type(rawValue: UInt32(rawValue)) }
}

/// A Swift type for reading and writing a tensor's elements.
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
extension Int32: TensorScalar {
  /// `int32`.
  public static var scalarType: ScalarType { .int32 }
}
extension Int16: TensorScalar {
  /// `int16`.
  public static var scalarType: ScalarType { .int16 }
}
extension Int8: TensorScalar {
  /// `int8`.
  public static var scalarType: ScalarType { .int8 }
}
#if !(os(macOS) && arch(x86_64))
  extension Float16: TensorScalar {
    /// `float16`.
    public static var scalarType: ScalarType { .float16 }
  }
#endif
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
