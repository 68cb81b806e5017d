/// The rules by which the kind of a column is found; the first that applies decides.
///
/// 1. No value, or the same in every row: *constant*. One value, missing in some rows: *category*.
/// 2. The two words of a pair such as yes and no, or 0 and 1: *yes/no*.
/// 3. Numbers only:
///    - whole, and the name is one of things (`id`, `user_id`, `item`): *identifier* if each row
///      has its own value, else *category*;
///    - whole, each row has its own value, and the name is one of counters (`row`, `index`, `nr`):
///      *identifier*;
///    - whole, and written with leading zeros (`01067`) or 16 digits, or the name is one of codes
///      (`zip`, `type`): *identifier* if each row has its own value, else *category*;
///    - eight digits of year, month and day, and the name is one of times (`date`): *date*;
///    - *number* otherwise, also with few values: their order may matter.
/// 4. Dates only, of which one order of day, month and year fits: *date*.
/// 5. Words otherwise:
///    - on average five words or more, most rows with their own value: *text*;
///    - each row has its own value: *text* if they have three words or more on average, else
///      *identifier*;
///    - more than nine of ten rows have their own value and the name is not one of things: the
///      same;
///    - *category* otherwise.
///
/// A value is missing as ``MissingValue`` says; missing ones count for nothing here. Fewer than ten
/// rows are too few to call a column of words an identifier.
enum ColumnInference {
  /// The kind of a column, and why, in a few words.
  static func kind(of summary: ColumnSummary) -> (kind: ColumnKind, reason: String) {
    let (distinct, present) = (summary.distinct, summary.present)
    if distinct == 0 { return (.constant, "no value") }
    if distinct == 1 {
      return summary.missing == 0
        ? (.constant, "the same value in each row") : (.category, "1 value, missing in some rows")
    }
    if YesNoWords.arePair(summary) {
      return (.yesNo, summary.first(2).joined(separator: " or "))
    }
    let values = "\(distinct) values"
    if summary.isNumeric { return numberKind(summary, values) }
    let orders = CalendarDate.orders(of: summary.values)
    if orders.count == 1 { return (.date, "dates, \(orders.first!.title)") }
    let wordCount = meanWordCount(summary.first(1000))
    if wordCount >= 5, distinct * 2 > present { return (.text, "sentences") }
    if distinct == present, present >= leastRows {
      return (wordCount >= 3 ? .text : .identifier, ownValue)
    }
    if distinct * 10 > present * 9, present >= leastRows, !ColumnName(summary.name).namesThings {
      return (wordCount >= 3 ? .text : .identifier, "nearly \(ownValue)")
    }
    return (.category, values)
  }

  private static let ownValue = "its own value in each row"
  private static let leastRows = 10

  private static func numberKind(_ summary: ColumnSummary, _ values: String)
    -> (kind: ColumnKind, reason: String)
  {
    let name = ColumnName(summary.name)
    let isOwn = summary.distinct == summary.present
    guard summary.isWhole else { return (.number, values) }
    if name.namesThings || name.isCode || summary.areCodes {
      let what = name.namesThings ? "named like an identifier" : "codes"
      return isOwn ? (.identifier, ownValue) : (.category, "\(what), \(values)")
    }
    if name.isTime, CalendarDate.orders(of: summary.values) == [.yearMonthDay] {
      return (.date, "dates, yearmonthday")
    }
    if name.countsRows, isOwn { return (.identifier, ownValue) }
    return (.number, "whole, \(values)")
  }

  /// The mean number of words in a value.
  private static func meanWordCount(_ values: [String]) -> Double {
    let words = values.reduce(0) { $0 + $1.split(separator: " ").count }
    return Double(words) / Double(max(values.count, 1))
  }
}

extension DateOrder {
  /// The order in letters, such as `day.month.year`.
  var title: String {
    switch self {
    case .yearMonthDay: "year-month-day"
    case .dayMonthYear: "day.month.year"
    case .monthDayYear: "month/day/year"
    }
  }
}
