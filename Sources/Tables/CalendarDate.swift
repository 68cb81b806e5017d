/// The order of day, month and year in dates of digits.
package enum DateOrder: String, Codable, Hashable, Sendable, CaseIterable {
  /// `2024-12-31`, as ISO 8601 writes it.
  case yearMonthDay
  /// `31.12.2024` or `31/12/2024`.
  case dayMonthYear
  /// `12/31/2024`.
  case monthDayYear
}

/// A day of the Gregorian calendar and the time of its clock.
///
/// Read are three groups of digits with the same mark (`-`, `/` or `.`) between them, eight digits
/// such as `20241231`, or, with spaces or commas too, a day, a year and the English name of a month
/// or its first three letters. Then may follow, after a space or `T`, `hours:minutes`, `:seconds`
/// with a fraction, `AM` or `PM`, and a zone, which is ignored: what a row can tell from a time is
/// mostly the time on the wall. A year has four digits; in `31.12.24` and `31-Dec-24` it may have
/// two, those of 1969 to 2068 as in POSIX.
package struct CalendarDate: Hashable, Sendable {
  /// The year of the calendar.
  package let year: Int
  /// The month, from 1.
  package let month: Int
  /// The day of the month, from 1.
  package let day: Int
  /// The part of the day that has passed, in 0 ..< 1.
  package let dayFraction: Double

  /// Reads `text` as a date in `order`, or nil if it is none.
  package init?(_ text: String, order: DateOrder) {
    guard let reading = DateReading(text), let date = reading.date(order) else { return nil }
    self = date
  }

  init(year: Int, month: Int, day: Int, dayFraction: Double) {
    (self.year, self.month, self.day) = (year, month, day)
    self.dayFraction = dayFraction
  }

  /// The days since 1 January 1970, with the part of the day.
  ///
  /// Source: H. Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil`.
  package var daysSince1970: Double {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Double(era * 146_097 + dayOfEra - 719_468) + dayFraction
  }

  /// The days since the first of the year, from 0.
  package var dayOfYear: Double {
    let start = CalendarDate(year: year, month: 1, day: 1, dayFraction: 0)
    return daysSince1970 - start.daysSince1970
  }

  /// The day of the week, from Monday at 0 to Sunday at 6.
  package var weekday: Int {
    let days = Int((daysSince1970 - dayFraction).rounded())
    return ((days + 3) % 7 + 7) % 7
  }

  /// The orders in which every text is a date: several if no day is past the twelfth, all of none.
  static func orders(of texts: some Sequence<String>) -> Set<DateOrder> {
    var left = Set(DateOrder.allCases)
    for text in texts {
      guard let reading = DateReading(text) else { return [] }
      left = left.filter { reading.date($0) != nil }
      if left.isEmpty { break }
    }
    return left
  }
}
