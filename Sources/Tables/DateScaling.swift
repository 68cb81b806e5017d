import Foundation

/// The numbers that a date becomes.
///
/// They are the days since the median of the training part and the year, both standardized as
/// ``NumberScaling`` does; sine and cosine of the day in the year, 2π · day / 365.25 with 1 January
/// as day 0; sine and cosine of the day in the week, 2π · day / 7 with Monday as day 0; and, if the
/// training part has times, sine and cosine of the part of the day.
package struct DateScaling: Codable, Hashable, Sendable {
  /// The order of day, month and year.
  package let order: DateOrder
  let days: NumberScaling
  let year: NumberScaling
  let hasTimes: Bool

  init(_ dates: [CalendarDate], order: DateOrder) {
    self.order = order
    days = NumberScaling(dates.map(\.daysSince1970))
    year = NumberScaling(dates.map { Double($0.year) })
    hasTimes = dates.contains { $0.dayFraction > 0 }
  }

  /// The number of numbers.
  var width: Int { hasTimes ? 8 : 6 }

  func numbers(_ date: CalendarDate) -> [Double] {
    var angles = [date.dayOfYear / 365.25, Double(date.weekday) / 7]
    if hasTimes { angles.append(date.dayFraction) }
    return [days.scaled(date.daysSince1970), year.scaled(Double(date.year))]
      + angles.flatMap { [sin(2 * .pi * $0), cos(2 * .pi * $0)] }
  }
}
