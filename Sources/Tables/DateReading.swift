/// A text cut into the numbers of a date, before it is known which is the day.
struct DateReading {
  private let parts: [DatePart]
  private let mark: UInt8
  private let dayFraction: Double

  /// Cuts `text`, or nil if it cannot be a date.
  init?(_ text: String) {
    guard (6...40).contains(text.utf8.count) else { return nil }
    var rest = Array(text.utf8)[...]
    if let compact = Self.compact(rest) {
      (parts, mark, dayFraction) = (compact, UInt8(ascii: "-"), 0)
      return
    }
    guard let first = DatePart(&rest), let mark = Self.mark(&rest), let second = DatePart(&rest),
      let nextMark = Self.mark(&rest), let third = DatePart(&rest)
    else { return nil }
    parts = [first, second, third]
    let isNamed = parts.contains(where: \.isName)
    guard isNamed || (mark == nextMark && mark != UInt8(ascii: " ")) else { return nil }
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
    let isPointed = mark == UInt8(ascii: ".")
    let name = parts.firstIndex(where: \.isName)
    if let name { guard name == monthIndex else { return nil } }
    if order == .monthDayYear, isPointed, name == nil { return nil }
    var year = parts[yearIndex].value
    switch parts[yearIndex].length {
    case 4: break
    case 2 where order == .dayMonthYear && (isPointed || name != nil):
      year += year < 69 ? 2000 : 1900
    default: return nil
    }
    let (month, day) = (parts[monthIndex].value, parts[dayIndex].value)
    guard parts[monthIndex].length <= 2, parts[dayIndex].length <= 2, (1...12).contains(month),
      (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day, dayFraction: dayFraction)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The parts of eight digits such as `20241231`.
  private static func compact(_ text: ArraySlice<UInt8>) -> [DatePart]? {
    guard text.count == 8, text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
    return [text.prefix(4), text.dropFirst(4).prefix(2), text.suffix(2)].compactMap {
      var part = $0
      return DatePart(&part)
    }
  }

  /// The mark between two parts; spaces and commas, which only names of months stand between, read
  /// as a space.
  private static func mark(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let first = rest.popFirst() else { return nil }
    let (space, comma) = (UInt8(ascii: " "), UInt8(ascii: ","))
    guard first == space || first == comma else {
      return [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(first) ? first : nil
    }
    rest = rest.drop { $0 == space }
    return space
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

/// A number of a date, or the name of a month.
private struct DatePart {
  let value: Int
  /// The number of digits; that of a month's name counts as two.
  let length: Int
  let isName: Bool

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// Takes a part from the front of a text.
  init?(_ rest: inout ArraySlice<UInt8>) {
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    rest = rest.dropFirst(digits.count)
    if !digits.isEmpty {
      guard digits.count <= 4 else { return nil }
      value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      (length, isName) = (digits.count, false)
      return
    }
    let letters = rest.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    rest = rest.dropFirst(letters.count)
    let word = String(decoding: letters, as: UTF8.self).lowercased()
    guard word.count >= 3, let month = Self.months.firstIndex(where: { $0.hasPrefix(word) }) else {
      return nil
    }
    (value, length, isName) = (month + 1, 2, true)
  }
}
