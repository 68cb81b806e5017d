/// Reads the fields of a protocol buffer message, from bytes that may be anything.
struct WireReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// What a field holds.
  enum Value {
    case number(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(UnsafeRawBufferPointer)
  }

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next field; nil at the end and where the bytes are no message.
  mutating func next() -> (field: Int, value: Value)? {
    guard let key = number() else { return nil }
    let field = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return number().map { (field, .number($0)) }
    case 1:
      guard position + 8 <= bytes.count else { return nil }
      defer { position += 8 }
      return (field, .fixed64(load(UInt64.self)))
    case 2:
      guard let count = number(), count <= UInt64(bytes.count - position) else { return nil }
      defer { position += Int(count) }
      return (
        field, .bytes(UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(count)]))
      )
    case 5:
      guard position + 4 <= bytes.count else { return nil }
      defer { position += 4 }
      return (field, .fixed32(load(UInt32.self)))
    default: return nil
    }
  }

  private func load<Word: FixedWidthInteger>(_ type: Word.Type) -> Word {
    Word(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Word.self))
  }

  private mutating func number() -> UInt64? {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
