/// The character that begins the fraction of a column's numbers.
package enum DecimalMark: String, Codable, Hashable, Sendable {
  /// `1.5`
  case point
  /// `1,5`
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
    var (pointCount, commaCount, last) = (0, 0, range.lowerBound)
    for offset in range {
      switch bytes[offset] {
      case UInt8(ascii: "."): pointCount += 1
      case UInt8(ascii: ","): commaCount += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: " "), UInt8(ascii: "'"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return
      }
      last = offset
    }
    guard pointCount + commaCount > 0 else { return }
    let isPoint = bytes[last] == UInt8(ascii: ".")
    if pointCount > 0, commaCount > 0 {
      // The last mark begins the fraction, unless it groups too, which is no number.
      if isPoint ? pointCount == 1 : commaCount == 1 { add(isPoint ? .point : .comma) }
    } else if !isGrouped(bytes[range], by: bytes[last]) {
      // Several marks that do not group are those of a date or an address.
      if pointCount + commaCount == 1 { add(isPoint ? .point : .comma) }
    } else if pointCount + commaCount > 1 {
      add(isPoint ? .comma : .point)
    }
  }

  private mutating func add(_ mark: DecimalMark) {
    if mark == .point { points += 1 } else { commas += 1 }
  }

  /// Whether `mark` may group thousands: 1 to 3 digits, the first not 0, then groups of 3.
  private func isGrouped(
    _ field: Slice<UnsafeBufferPointer<UInt8>>, by mark: UInt8
  ) -> Bool {
    // Most numbers have another count of digits behind their mark.
    guard field.count > 4, field[field.endIndex - 4] == mark else { return false }
    let signs = [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: " ")]
    let groups = field.drop { signs.contains($0) }
      .split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      first.first != UInt8(ascii: "0")
    else { return false }
    return groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.joined().allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }
}
