public import Foundation

/// Named tensors in the safetensors format, as other tools read and write it.
///
/// The file is the size of its header (8 bytes, little-endian), the header (JSON: each tensor's
/// type, shape and offsets, and a dictionary of texts under `__metadata__`), then the tensors'
/// bytes, little-endian, in row-major order, without a gap.
///
/// Equal values are written as equal bytes, and as the same bytes that the format's own library
/// writes: tensors of wide types first, equal types by name, the header padded with spaces to a
/// multiple of 8, so that every tensor is aligned to the size of its elements.
///
/// Source: <https://github.com/huggingface/safetensors>, "Format" (version 0.8.0).
public struct SafetensorsFile: Sendable, Hashable {
  /// The type of an element, named as in the file; in the order of the format's own library.
  public enum ElementType: String, Sendable, Hashable, CaseIterable {
    /// Booleans of one byte.
    case bool = "BOOL"
    /// Unsigned bytes.
    case uint8 = "U8"
    /// Signed bytes.
    case int8 = "I8"
    /// Signed 16-bit integers.
    case int16 = "I16"
    /// Unsigned 16-bit integers.
    case uint16 = "U16"
    /// IEEE half precision.
    case float16 = "F16"
    /// The upper half of a single-precision number.
    case bfloat16 = "BF16"
    /// Signed 32-bit integers.
    case int32 = "I32"
    /// Unsigned 32-bit integers.
    case uint32 = "U32"
    /// IEEE single precision.
    case float32 = "F32"
    /// IEEE double precision.
    case float64 = "F64"
    /// Signed 64-bit integers.
    case int64 = "I64"
    /// Unsigned 64-bit integers.
    case uint64 = "U64"

    /// The bytes that one element takes.
    public var byteCount: Int {
      switch self {
      case .bool, .uint8, .int8: 1
      case .int16, .uint16, .float16, .bfloat16: 2
      case .int32, .uint32, .float32: 4
      case .float64, .int64, .uint64: 8
      }
    }
  }

  /// One tensor: its type, shape and bytes.
  public struct Tensor: Sendable, Hashable {
    /// The type of every element.
    public let elementType: ElementType
    /// The size of every dimension, outermost first; empty for a scalar.
    public let shape: [Int]
    /// The elements, little-endian, in row-major order.
    public let bytes: Data

    /// Makes a tensor.
    public init(_ elementType: ElementType, shape: [Int], bytes: Data) {
      self.elementType = elementType
      self.shape = shape
      self.bytes = bytes
    }

    /// The number of bytes of this type and shape, or nil if no file can hold them.
    static func byteCount(_ type: ElementType, _ shape: [Int]) -> Int? {
      var product = type.byteCount
      for size in shape {
        let (next, overflow) = product.multipliedReportingOverflow(by: size)
        if overflow || size < 0 { return nil }
        product = next
      }
      return product
    }
  }

  /// The tensors by name.
  public let tensors: [String: Tensor]
  /// Texts that travel with the tensors.
  public let metadata: [String: String]

  /// The largest header that is written or read, as in the format's own library.
  public static let maximumHeaderSize = 100_000_000

  /// Makes a file's content.
  public init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }
}
