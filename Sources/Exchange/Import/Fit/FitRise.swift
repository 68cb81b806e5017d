/// Where the line of a log's first points would have been zero, and how long a run is whose log says nothing
/// of it.
struct FitRise {
  /// The time at which the line through the first points is zero; nil if they lie on no rising line.
  let zero: Double?

  init(_ log: RateLog) {
    let (times, rates) = (log.times, log.rates)
    guard rates.count > 3, rates[0] > 0, rates[1] > rates[0] else {
      zero = nil
      return
    }
    let slope = (rates[1] - rates[0]) / (times[1] - times[0])
    let third = rates[0] + slope * (times[2] - times[0])
    guard (third - rates[2]).magnitude <= max(1e-4 * rates[2].magnitude, 3 * log.resolution) else {
      zero = nil
      return
    }
    let start = times[0] - rates[0] / slope
    zero = (start - start.rounded()).magnitude < 0.05 ? start : nil
  }

  /// The roundest of one step and one distance of points after the last.
  static func length(after last: Double, spacing: Double) -> Int {
    let shortest = Int(last.rounded(.down)) + 1
    let next = Int((last + spacing).rounded())
    guard next > shortest else { return shortest }
    return digits(next) < digits(shortest) ? next : shortest
  }

  private static func digits(_ number: Int) -> Int {
    var number = number
    while number != 0, number % 10 == 0 { number /= 10 }
    return "\(number)".count
  }
}

extension RateLog {
  /// The usual distance of two points.
  var spacing: Double {
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }.sorted()
    return gaps.isEmpty ? 1 : gaps[gaps.count / 2]
  }
}
