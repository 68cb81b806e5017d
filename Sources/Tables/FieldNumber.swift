import DataFiles

/// Reads numbers as people write them: with a decimal point or comma, and with grouped thousands.
///
/// Thousands are grouped by the mark that is not decimal, by spaces or by apostrophes; the first
/// group has 1 to 3 digits and the others have 3, all by the same mark.
enum FieldNumber {
  /// The number in `range`, or nil if it is not a finite one.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, mark: DecimalMark
  ) -> Double? {
    if let value = DecimalNumber.parse(bytes, in: range, point: mark.byte) { return value }
    // Most fields that are no number are words; grouped numbers are rare and longer.
    guard range.count >= 5 else { return nil }
    guard let plain = ungrouped(bytes[range], mark: mark) else { return nil }
    return plain.withUnsafeBufferPointer {
      DecimalNumber.parse($0, in: 0..<$0.count, point: mark.byte)
    }
  }

  /// The field without the marks between its thousands; nil if they group none.
  private static func ungrouped(
    _ field: Slice<UnsafeBufferPointer<UInt8>>, mark: DecimalMark
  ) -> [UInt8]? {
    // The no-break spaces U+00A0 and U+202F group like a space.
    let bytes = Array(field).replacing([0xC2, 0xA0], with: [0x20])
      .replacing([0xE2, 0x80, 0xAF], with: [0x20])
    let point = bytes.firstIndex(of: mark.byte) ?? bytes.endIndex
    let whole = bytes[..<point]
    let groupMarks = [mark.groupByte, UInt8(ascii: " "), UInt8(ascii: "'")]
    let trimmed = whole.drop { $0 == UInt8(ascii: " ") }
    guard let groupMark = trimmed.first(where: groupMarks.contains) else { return nil }
    let isSigned = trimmed.first == UInt8(ascii: "-") || trimmed.first == UInt8(ascii: "+")
    let groups = trimmed.dropFirst(isSigned ? 1 : 0)
      .split(separator: groupMark, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.joined().allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else { return nil }
    return trimmed.filter { $0 != groupMark } + bytes[point...]
  }
}
