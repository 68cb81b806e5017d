internal import Charts
package import Records

/// Reads the values of options. The error of a wrong value says what the option must be.
///
/// Each function is an option's `transform`. The text of its error follows the option's name in the
/// message: `--steps must be a whole number from 1 to 1e9; received '0'`.
package enum OptionValue {
  /// The largest number of steps that is accepted: weeks of the fastest training.
  package static let largestCount = 1_000_000_000

  /// A whole number in `range`; `1e4`, `10_000` and `10k` are whole numbers too.
  package static func wholeNumber(
    _ range: ClosedRange<Int> = 1...largestCount
  ) -> @Sendable (String) throws -> Int {
    { text in
      guard let value = number(withSuffix: text.filter { $0 != "_" }),
        let whole = Int(exactly: value), range.contains(whole)
      else {
        let (low, high) = (compact(Double(range.lowerBound)), compact(Double(range.upperBound)))
        throw Requirement("must be a whole number from \(low) to \(high)")
      }
      return whole
    }
  }

  /// A number that may end in k, M, G or T, for 10³, 10⁶, 10⁹ and 10¹², as counts are printed.
  private static func number(withSuffix text: String) -> Double? {
    let scales: [Character: Double] = ["k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
    guard let scale = text.last.flatMap({ scales[$0] }) else { return Double(text) }
    // Decimal fractions such as 1.1k have no exact product.
    return Double(text.dropLast()).map { ($0 * scale * 1e3).rounded() / 1e3 }
  }

  /// A number above 0, up to `limit`.
  package static func positiveNumber(
    upTo limit: Double = .greatestFiniteMagnitude
  ) -> @Sendable (String) throws -> Double {
    { text in
      guard let value = Double(text), value > 0, value <= limit else {
        let end = limit == .greatestFiniteMagnitude ? "" : ", \(compact(limit)) at most"
        throw Requirement("must be a positive number\(end)")
      }
      return value
    }
  }

  /// A number from 0 to 100, such as a temperature.
  package static func notNegative(_ text: String) throws -> Double {
    guard let value = Double(text), (0...100).contains(value) else {
      throw Requirement("must be a number from 0 to 100")
    }
    return value
  }

  /// A duration in seconds: `90s`, `10min` or `1.5h`.
  package static func duration(_ text: String) throws -> Double {
    let units = [("min", 60.0), ("m", 60), ("s", 1), ("h", 3600)]
    guard let (unit, scale) = units.first(where: { text.hasSuffix($0.0) }),
      let value = Double(text.dropLast(unit.count)), value > 0, value * scale <= 1e8
    else { throw Requirement("must be a duration such as 90s, 10min or 2h") }
    return value * scale
  }

  /// A number between 0 and 1, or a percentage such as `90%`.
  package static func fraction(_ text: String) throws -> Double {
    guard let value = number(ofFraction: text), value > 0, value < 1 else {
      throw Requirement("must be a number between 0 and 1, or a percentage such as 90%")
    }
    return value
  }

  /// The number that `text` says, a hundredth of it before a percent sign; nil for other texts.
  static func number(ofFraction text: String) -> Double? {
    text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
  }

  /// A number above 0, or `find`.
  package static func peakRate(_ text: String) throws -> FitConfiguration.Peak {
    if text == "find" { return .found }
    guard let value = Double(text), value > 0, value <= 1e100 else {
      throw Requirement("must be a positive number, 1e100 at most, or 'find'")
    }
    return .given(value)
  }

  /// A seed: a whole number of 64 bits.
  package static func seed(_ text: String) throws -> UInt64 {
    guard let value = UInt64(text) else {
      throw Requirement("must be a whole number from 0 to \(UInt64.max)")
    }
    return value
  }

  /// The name of a file or a folder.
  package static func path(_ text: String) throws -> String {
    guard !text.isEmpty else { throw Requirement("must be the name of a file or folder") }
    return text
  }

  /// Whole numbers, separated by commas.
  package static func steps(_ text: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let value = Double(part.filter { $0 != " " && $0 != "_" }),
        let step = Int(exactly: value), (0...largestCount).contains(step)
      else {
        let largest = compact(Double(largestCount))
        throw Requirement("must be whole numbers from 0 to \(largest), separated by commas")
      }
      return step
    }
  }
}

/// The requirement of an option, as it follows the option's name.
struct Requirement: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
