/// A text cut into the numbers of a date, before it is known which is the day.
struct DateReading {
  private let numbers: [Int]
  private let digitCounts: [Int]
  private let mark: UInt8
  private let dayFraction: Double

  /// Cuts `text`, or nil if it cannot be a date.
  init?(_ text: String) {
    guard (6...40).contains(text.utf8.count) else { return nil }
    var rest = Array(text.utf8)[...]
    guard let first = Self.number(&rest), let mark = rest.popFirst(),
      [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(mark),
      let second = Self.number(&rest), rest.popFirst() == mark, let third = Self.number(&rest)
    else { return nil }
    let parts = [first, second, third]
    numbers = parts.map(\.value)
    digitCounts = parts.map(\.digits)
    self.mark = mark
    guard !rest.isEmpty else {
      dayFraction = 0
      return
    }
    guard [UInt8(ascii: " "), UInt8(ascii: "T"), UInt8(ascii: "t")].contains(rest.removeFirst()),
      let fraction = Self.dayFraction(rest)
    else { return nil }
    dayFraction = fraction
  }

  /// The date in `order`; nil if the numbers are none in that order.
  func date(_ order: DateOrder) -> CalendarDate? {
    let (yearIndex, monthIndex, dayIndex) =
      switch order {
      case .yearMonthDay: (0, 1, 2)
      case .dayMonthYear: (2, 1, 0)
      case .monthDayYear: (2, 0, 1)
      }
    let point = UInt8(ascii: ".")
    if order == .monthDayYear && mark == point { return nil }
    var year = numbers[yearIndex]
    switch digitCounts[yearIndex] {
    case 4: break
    case 2 where order == .dayMonthYear && mark == point: year += year < 69 ? 2000 : 1900
    default: return nil
    }
    let (month, day) = (numbers[monthIndex], numbers[dayIndex])
    guard digitCounts[monthIndex] <= 2, digitCounts[dayIndex] <= 2, (1...12).contains(month),
      (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day, dayFraction: dayFraction)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> (value: Int, digits: Int)? {
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    guard (1...4).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return (digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }, digits.count)
  }

  /// The part of a day that a time such as `14:30:05.25`, `2:30 PM` or `14:30+02:00` tells.
  private static func dayFraction(_ time: ArraySlice<UInt8>) -> Double? {
    var text = String(decoding: time, as: UTF8.self).uppercased()
    var shift: Int?
    for (suffix, hours) in [("AM", 0), ("PM", 12)] where text.hasSuffix(suffix) {
      text = String(text.dropLast(2))
      while text.last == " " { text.removeLast() }
      shift = hours
    }
    if text.last == "Z" {
      text.removeLast()
    } else if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = text[text.index(after: sign)...]
      guard (2...5).contains(zone.count), zone.allSatisfy({ $0 == ":" || $0.isNumber }) else {
        return nil
      }
      text = String(text[..<sign])
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), var hour = Int(parts[0]), let minute = Int(parts[1]),
      let second = parts.count == 3 ? Double(parts[2]) : 0, (0...59).contains(minute),
      second >= 0, second < 61
    else { return nil }
    if let shift {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + shift
    }
    guard (0...23).contains(hour) else { return nil }
    return min((Double(hour * 60 + minute) * 60 + second) / 86_400, 1 - 0x1p-20)
  }
}
