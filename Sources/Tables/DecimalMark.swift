/// The character that begins the fraction of a column's numbers.
package enum DecimalMark: String, Codable, Hashable, Sendable {
  case point
  case comma

  /// The mark as a byte of ASCII.
  package var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }

  /// The mark that groups thousands where this one begins the fraction.
  var groupByte: UInt8 { self == .point ? UInt8(ascii: ",") : UInt8(ascii: ".") }
}

/// What the fields of a column tell about its decimal mark.
///
/// `1,5` and `0,125` have a decimal comma and `1.5` a decimal point; `1,234,567` groups thousands by
/// commas, and `1.234,5` shows both. `1,234` and `1.234` may be either. A column that tells nothing
/// follows the other columns of its file; where these tell nothing either, points are decimal, and
/// commas are if semicolons separate the fields, for which a decimal comma is the common reason.
struct DecimalMarkEvidence {
  private(set) var points = 0
  private(set) var commas = 0

  /// The mark that the fields tell; nil if none or both.
  var mark: DecimalMark? {
    points > 0 && commas == 0 ? .point : commas > 0 && points == 0 ? .comma : nil
  }

  /// Adds what another column tells.
  mutating func add(_ other: DecimalMarkEvidence) {
    points += other.points
    commas += other.commas
  }

  /// Adds a field without its quotes.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var (pointCount, commaCount, last, first) = (0, 0, 0, 0)
    for offset in range {
      switch bytes[offset] {
      case UInt8(ascii: "."): pointCount += 1
      case UInt8(ascii: ","): commaCount += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: " "), UInt8(ascii: "'"):
        continue
      case UInt8(ascii: "e"), UInt8(ascii: "E"): continue
      default: return
      }
      if pointCount + commaCount == 1 { first = offset }
      last = offset
    }
    switch (pointCount, commaCount) {
    case (0, 0): return
    case (1, 0): if !mayGroup(bytes, range, last) { points += 1 }
    case (0, 1): if !mayGroup(bytes, range, last) { commas += 1 }
    case (0, _): points += 1  // several commas only group
    case (_, 0): commas += 1
    default:
      if bytes[first] == bytes[last] { return }
      if bytes[last] == UInt8(ascii: ".") { points += 1 } else { commas += 1 }
    }
  }

  /// Whether the only mark, at `mark`, may group thousands: 1 to 3 digits, not 0, then 3 digits.
  private func mayGroup(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ mark: Int
  ) -> Bool {
    let isDigit = { (offset: Int) in bytes[offset] &- UInt8(ascii: "0") < 10 }
    let signs = [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: " ")]
    let start = range.first { !signs.contains(bytes[$0]) } ?? mark
    guard (1...3).contains(mark - start), (start..<mark).allSatisfy(isDigit),
      bytes[start] != UInt8(ascii: "0")
    else { return false }
    return range.upperBound - mark == 4 && (mark + 1..<range.upperBound).allSatisfy(isDigit)
  }
}
