/// The checksum of event files: CRC-32C (Castagnoli), masked as TFRecord does it.
enum CRC32C {
  private static let tables: [[UInt32]] = {
    var tables = [[UInt32]](repeating: [UInt32](repeating: 0, count: 256), count: 8)
    for index in 0..<256 {
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1 }
      tables[0][index] = value
    }
    for level in 1..<8 {
      for index in 0..<256 {
        let value = tables[level - 1][index]
        tables[level][index] = tables[0][Int(value & 0xFF)] ^ (value >> 8)
      }
    }
    return tables
  }()

  private static let flat: [UInt32] = tables.flatMap { $0 }

  /// `((crc >> 15) | (crc << 17)) + 0xa282ead8` of the bytes.
  static func masked(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let crc = flat.withUnsafeBufferPointer { table -> UInt32 in
      var crc: UInt32 = 0xFFFF_FFFF
      var position = 0
      while position + 8 <= bytes.count {
        let word =
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
          ^ UInt64(crc)
        crc =
          table[7 * 256 + Int(word & 0xFF)] ^ table[6 * 256 + Int(word >> 8 & 0xFF)]
          ^ table[5 * 256 + Int(word >> 16 & 0xFF)] ^ table[4 * 256 + Int(word >> 24 & 0xFF)]
          ^ table[3 * 256 + Int(word >> 32 & 0xFF)] ^ table[2 * 256 + Int(word >> 40 & 0xFF)]
          ^ table[256 + Int(word >> 48 & 0xFF)] ^ table[Int(word >> 56)]
        position += 8
      }
      while position < bytes.count {
        crc = table[Int((crc ^ UInt32(bytes[position])) & 0xFF)] ^ (crc >> 8)
        position += 1
      }
      return ~crc
    }
    return ((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8
  }
}
