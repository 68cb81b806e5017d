/// Text that arrives in pieces of bytes, which may end within a character.
package struct UTF8Stream {
  private var pending: [UInt8] = []

  /// Creates a stream without bytes.
  package init() {}

  /// The characters that `bytes` complete. Bytes that are not UTF-8 become U+FFFD.
  package mutating func append(_ bytes: [UInt8]) -> String {
    pending += bytes
    let end = pending.count - unfinished
    defer { pending.removeFirst(end) }
    return String(decoding: pending[..<end], as: UTF8.self)
  }

  /// What is left; U+FFFD for an unfinished character.
  package mutating func finish() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  /// The number of bytes at the end that begin a character and do not end it.
  private var unfinished: Int {
    for count in 1...3 where count <= pending.count {
      let byte = pending[pending.count - count]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > count ? count : 0
    }
    return 0
  }
}
