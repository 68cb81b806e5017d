/// Event files made by hand: the checksum bit by bit, as RFC 3720 has it.
enum EventFile {
  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
    }
    return ~crc
  }

  static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func masked(_ bytes: [UInt8]) -> [UInt8] {
    let crc = crc(bytes)
    return little(UInt64(((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8), 4)
  }

  static func record(_ bytes: [UInt8]) -> [UInt8] {
    let length = little(UInt64(bytes.count), 8)
    return length + masked(length) + bytes + masked(bytes)
  }

  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
  }

  private static func event(_ step: UInt8, _ value: [UInt8]) -> [UInt8] {
    record([1 << 3 | 1] + little(0, 8) + [2 << 3, step] + field(5, field(1, value)))
  }

  /// An event with a `simple_value`.
  static func simple(_ step: UInt8, _ tag: String, _ value: Float) -> [UInt8] {
    event(step, field(1, Array(tag.utf8)) + [2 << 3 | 5] + little(UInt64(value.bitPattern), 4))
  }

  /// An event with a tensor of one number, in its content.
  static func tensor(_ step: UInt8, _ tag: String, _ value: Float) -> [UInt8] {
    let tensor = [1 << 3, 1] + field(4, little(UInt64(value.bitPattern), 4))
    return event(step, field(1, Array(tag.utf8)) + field(8, tensor))
  }
}
