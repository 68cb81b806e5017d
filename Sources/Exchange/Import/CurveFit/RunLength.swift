/// The length of a run whose log does not say it.
package enum RunLength {
  /// One step after the last point, or one distance between points after it: the number with fewer
  /// digits before its zeros.
  package static func estimate(after last: Double, spacing: Double) -> Int {
    let shortest = Int(last.rounded(.down)) + 1
    let next = Int((last + spacing).rounded())
    guard next > shortest else { return shortest }
    return digits(next) < digits(shortest) ? next : shortest
  }

  /// The median distance of points at these times; 1 for a single one.
  package static func spacing(of times: [Double]) -> Double {
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }.sorted()
    return gaps.isEmpty ? 1 : gaps[gaps.count / 2]
  }

  private static func digits(_ number: Int) -> Int {
    var number = number
    while number != 0, number % 10 == 0 { number /= 10 }
    return "\(number)".count
  }
}
