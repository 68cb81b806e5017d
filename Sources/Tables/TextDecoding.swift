import DataFiles

/// The bytes of a table as UTF-8 without a byte-order mark.
///
/// Latin-1 is read as Windows-1252, as the WHATWG Encoding Standard does, so that quotation marks
/// and the euro sign of files from Windows are right; the five bytes that Windows-1252 does not
/// assign become the control characters of Latin-1.
enum TextDecoding {
  /// The characters of the bytes 0x80 to 0x9F in Windows-1252.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Decodes `bytes`; `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` with the line of the first byte that is none of the encoding, or
  ///   of the first NUL, which no table holds.
  static func utf8(_ bytes: [UInt8], _ encoding: TableEncoding, file: String) throws -> [UInt8] {
    switch encoding {
    case .latin1: return try checked(latin1(bytes), file)
    case .utf16: return try utf16(bytes, file)
    case .automatic where looksLikeUTF16(bytes): return try utf16(bytes, file)
    case .automatic, .utf8:
      return try checked(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes, file)
    }
  }

  private static func checked(_ bytes: [UInt8], _ file: String) throws -> [UInt8] {
    guard let fault = UTF8Fault(in: bytes) else { return bytes }
    throw fault.error(in: bytes, file: file)
  }

  static func latin1(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.underestimatedCount)
    for byte in bytes {
      if byte < 0x80 {
        output.append(byte)
      } else {
        let value = byte < 0xA0 ? windows1252[Int(byte) - 0x80] : UInt32(byte)
        output.append(contentsOf: UTF8.encode(Unicode.Scalar(value)!)!)
      }
    }
    return output
  }

  /// Whether a byte-order mark, or NULs at every other of the first bytes, tell UTF-16.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    return isBigEndian(bytes) != nil
  }

  /// The byte order that the NULs of ASCII characters show; nil if they show none.
  private static func isBigEndian(_ bytes: [UInt8]) -> Bool? {
    let start = bytes.prefix(64 - 64 % 2)
    guard start.count >= 4 else { return nil }
    let zeros = [0, 1].map { parity in
      stride(from: parity, to: start.count, by: 2).count { start[$0] == 0 }
    }
    let pairs = start.count / 2
    if zeros[0] * 4 > pairs * 3, zeros[1] * 8 <= pairs { return true }
    if zeros[1] * 4 > pairs * 3, zeros[0] * 8 <= pairs { return false }
    return nil
  }

  private static func utf16(_ bytes: [UInt8], _ file: String) throws -> [UInt8] {
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let bigEndian = isMarked ? bytes[0] == 0xFE : isBigEndian(bytes) ?? false
    guard bytes.count.isMultiple(of: 2) else {
      throw DataFileError(
        file: file, requirement: "a UTF-16 file must have an even number of bytes",
        received: "\(bytes.count)")
    }
    let start = isMarked ? 2 : 0
    var (output, line) = ([UInt8](), 1)
    output.reserveCapacity(bytes.count)
    let (high, low) = bigEndian ? (0, 1) : (1, 0)
    let units = stride(from: start, to: bytes.count, by: 2).lazy.map { offset -> UInt16 in
      UInt16(bytes[offset + high]) << 8 | UInt16(bytes[offset + low])
    }
    var iterator = units.makeIterator()
    var decoder = UTF16()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue("\0"): throw UTF8Fault.nul(file: file, line: line)
      case .scalarValue(let scalar):
        if scalar == "\n" { line += 1 }
        output.append(contentsOf: UTF8.encode(scalar)!)
      case .emptyInput: return output
      case .error:
        throw DataFileError(
          file: file, line: line, requirement: "the text must be UTF-16",
          received: "half of a surrogate pair", advice: "try '--encoding utf8' or 'latin1'")
      }
    }
  }
}
