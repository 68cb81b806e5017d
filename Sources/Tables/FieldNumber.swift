import DataFiles

/// Reads numbers as people write them: with a decimal point or comma, and with grouped thousands.
///
/// Thousands are grouped by the mark that is not decimal, by spaces or by apostrophes; the first
/// group has 1 to 3 digits and the others have 3, all by the same mark. The sign of a currency
/// before or after the number ($, €, £ or ¥) and a percent sign after it are ignored: `45 %` is 45.
enum FieldNumber {
  /// The number in `range`, or nil if it is not a finite one.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, mark: DecimalMark
  ) -> Double? {
    if let value = DecimalNumber.parse(bytes, in: range, point: mark.byte) { return value }
    guard let plain = ungrouped(bytes[range], mark: mark) else { return nil }
    return plain.withUnsafeBufferPointer {
      DecimalNumber.parse($0, in: 0..<$0.count, point: mark.byte)
    }
  }

  /// The field without the marks between its thousands; nil if they group none.
  private static func ungrouped(
    _ field: Slice<UnsafeBufferPointer<UInt8>>, mark: DecimalMark
  ) -> [UInt8]? {
    // Most fields that are no number are words, and the shortest grouped number is `1,000`.
    guard field.count >= 5, let bytes = withPlainSpaces(field) else { return nil }
    let point = bytes.firstIndex(of: mark.byte) ?? bytes.endIndex
    let groupMarks = [mark.groupByte, space, UInt8(ascii: "'")]
    let whole = bytes[..<point].drop { $0 == space }
    guard let groupMark = whole.first(where: groupMarks.contains) else { return nil }
    let isSigned = whole.first == UInt8(ascii: "-") || whole.first == UInt8(ascii: "+")
    let groups = whole.dropFirst(isSigned ? 1 : 0)
      .split(separator: groupMark, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.joined().allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else { return nil }
    return whole.filter { $0 != groupMark } + bytes[point...]
  }

  private static let space = UInt8(ascii: " ")
  private static let currencies = ["$", "€", "£", "¥"].map { Array($0.utf8) }

  /// The part of a field in `range` without spaces around it, and without a unit.
  static func withoutUnit(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    // Nearly all fields start and end with a sign, digit or letter, and have no unit.
    func isPlain(_ byte: UInt8) -> Bool { 0x2B...0x39 ~= byte || 0x41...0x7A ~= byte }
    guard let first = range.first, let last = range.last,
      !isPlain(bytes[first]) || !isPlain(bytes[last])
    else { return range }
    func trimmed(_ range: Range<Int>) -> Range<Int> {
      let start = range.first { bytes[$0] != space } ?? range.upperBound
      let end = range.last { bytes[$0] != space } ?? start
      return start..<max(start, min(end + 1, range.upperBound))
    }
    let field = trimmed(range)
    for unit in currencies where bytes[field].starts(with: unit) {
      return trimmed(field.lowerBound + unit.count..<field.upperBound)
    }
    for unit in currencies + [[UInt8(ascii: "%")]]
    where bytes[field].suffix(unit.count).elementsEqual(unit) {
      return trimmed(field.lowerBound..<field.upperBound - unit.count)
    }
    return field
  }

  /// The field with spaces for the no-break spaces U+00A0 and U+202F; nil if it has a letter.
  private static func withPlainSpaces(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    var output: [UInt8] = []
    var rest = field
    while let byte = rest.first {
      var length = 1
      switch byte {
      case 0xC2 where rest.dropFirst().first == 0xA0: length = 2
      case 0xE2 where rest.dropFirst().prefix(2).elementsEqual([0x80, 0xAF]): length = 3
      case UInt8(ascii: "e"), UInt8(ascii: "E"): break
      case 0x80..., UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        return nil
      default: break
      }
      output.append(length == 1 ? byte : space)
      rest = rest.dropFirst(length)
    }
    return output
  }
}
