import Tables
import Testing

@Suite struct CalendarDateTests {
  /// Days since 1970, days in the year and weekdays from Python's datetime.
  @Test(
    arguments: [
      ("2024-02-29", 19782, 59, 3), ("1969-12-31", -1, 364, 2), ("2000-01-01", 10957, 0, 5),
      ("1900-03-01", -25508, 59, 3), ("2024/12/31", 20088, 365, 1), ("20241231", 20088, 365, 1),
    ] as [(String, Double, Double, Int)])
  func `days are counted`(text: String, days: Double, dayOfYear: Double, weekday: Int) throws {
    let date = try #require(CalendarDate(text, order: .yearMonthDay))
    #expect(date.daysSince1970 == days)
    #expect(date.dayOfYear == dayOfYear)
    #expect(date.weekday == weekday)
  }

  @Test(arguments: [
    ("31.12.2024", DateOrder.dayMonthYear), ("31.12.24", .dayMonthYear),
    ("31/12/2024", .dayMonthYear),
    ("12/31/2024", .monthDayYear), ("Dec 31, 2024", .monthDayYear), ("31-Dec-24", .dayMonthYear),
    ("31 December 2024", .dayMonthYear), ("2024-Dec-31", .yearMonthDay),
  ])
  func `other orders are read`(text: String, order: DateOrder) throws {
    #expect(CalendarDate(text, order: order)?.daysSince1970 == 20088)
    for other in DateOrder.allCases where other != order {
      #expect(CalendarDate(text, order: other) == nil)
    }
  }

  @Test(arguments: [
    ("2024-01-01T12:00", 0.5), ("2024-01-01 06:00:00", 0.25), ("2024-01-01 6:00 PM", 0.75),
    ("2024-01-01 12:00 AM", 0), ("2024-01-01T18:00:00.000Z", 0.75),
    ("2024-01-01T18:00+02:00", 0.75),
  ])
  func `times are parts of the day, on the clock of their zone`(text: String, expected: Double) {
    #expect(CalendarDate(text, order: .yearMonthDay)?.dayFraction == expected)
  }

  @Test(arguments: [
    "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-32", "24-01-01", "2024-1", "2024-01/01",
    "2024 01 01", "1.2.3", "2024-01-01x", "2024-01-01 25:00", "2024-01-01 12", "20241331",
    "Foo 1 2000",
    "", "-", "2024-01-01T12:60", "2024-01-01 13:00 PM", "12345-01-01",
  ])
  func `what is no date is none`(text: String) {
    for order in DateOrder.allCases { #expect(CalendarDate(text, order: order) == nil) }
  }
}
