public import Foundation

/// An array read from an IDX file, the format of MNIST.
///
/// The file is a magic number `0, 0, type, dimensions`, then one big-endian 32-bit size for each
/// dimension, then the elements, big-endian, in row-major order. Nothing may follow them.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, *The MNIST database*, "File formats".
public struct IDXFile: Sendable, Hashable {
  /// The type of an element, by its code in the magic number.
  public enum ElementType: UInt8, Sendable, Hashable, CaseIterable {
    /// Unsigned bytes.
    case uint8 = 0x08
    /// Signed bytes.
    case int8 = 0x09
    /// Signed 16-bit integers.
    case int16 = 0x0B
    /// Signed 32-bit integers.
    case int32 = 0x0C
    /// IEEE single precision.
    case float32 = 0x0D
    /// IEEE double precision.
    case float64 = 0x0E

    /// The bytes that one element takes.
    public var byteCount: Int {
      switch self {
      case .uint8, .int8: 1
      case .int16: 2
      case .int32, .float32: 4
      case .float64: 8
      }
    }
  }

  /// The type of every element.
  public let elementType: ElementType
  /// The size of every dimension, outermost first.
  public let shape: [Int]
  /// The elements as the file stores them, big-endian.
  public let elements: Data
  /// The name that errors use.
  public let file: String

  /// The number of elements, the product of ``shape``.
  public var count: Int { elements.count / elementType.byteCount }

  /// Reads an IDX file from its (decompressed) bytes; `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` when the magic number is not one of IDX, or the file is longer or
  ///   shorter than its header says.
  public init(_ bytes: Data, file: String) throws {
    let bytes = bytes.startIndex == 0 ? bytes : Data(bytes)
    func fault(_ requirement: String, _ received: String) -> DataFileError {
      DataFileError(file: file, requirement: requirement, received: received)
    }
    guard bytes.count >= 4 else {
      throw fault("an IDX file starts with a magic number of 4 bytes", "\(bytes.count) bytes")
    }
    guard bytes[0] == 0, bytes[1] == 0, let type = ElementType(rawValue: bytes[2]) else {
      let codes = ElementType.allCases.map { Self.hexadecimal($0.rawValue) }.joined(separator: ", ")
      let found = bytes.prefix(4).map(Self.hexadecimal).joined(separator: " ")
      throw fault("the magic number must be 00 00, a type (\(codes)) and a rank", found)
    }
    let rank = Int(bytes[3])
    let headerSize = 4 + 4 * rank
    guard rank > 0 else { throw fault("an IDX file must have at least one dimension", "0") }
    guard bytes.count >= headerSize else {
      throw fault(
        "a header of \(rank) dimensions takes \(headerSize) bytes", "\(bytes.count) bytes")
    }
    let shape = (0..<rank).map { dimension in
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * dimension + $1]) }
    }
    guard let size = Self.byteCount(of: shape, type), size <= Int.max - headerSize else {
      throw fault("the dimensions must describe a file that can exist", "\(shape)")
    }
    guard bytes.count == headerSize + size else {
      throw fault(
        "\(type) elements of shape \(shape) take \(headerSize + size) bytes with the header",
        "\(bytes.count) bytes (\(bytes.count < headerSize + size ? "truncated" : "too long"))")
    }
    self.elementType = type
    self.shape = shape
    self.elements = bytes.subdata(in: headerSize..<bytes.count)
    self.file = file
  }

  private static func byteCount(of shape: [Int], _ type: ElementType) -> Int? {
    var product = type.byteCount
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      product = next
    }
    return product
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
