/// The time at which a warmup from zero started, as the first rates of a log show it.
package struct WarmupOnset {
  /// The time at which the line through the first points is zero, if that is nearly a whole number;
  /// nil if the first points lie on no rising line.
  package let time: Double?

  /// The onset of points at rising times; `resolution` is how exactly the rates were written.
  package init(times: [Double], rates: [Double], resolution: Double) {
    guard rates.count > 3, rates[0] > 0, rates[1] > rates[0] else {
      time = nil
      return
    }
    let slope = (rates[1] - rates[0]) / (times[1] - times[0])
    let third = rates[0] + slope * (times[2] - times[0])
    guard (third - rates[2]).magnitude <= max(1e-4 * rates[2].magnitude, 3 * resolution) else {
      time = nil
      return
    }
    let start = times[0] - rates[0] / slope
    time = (start - start.rounded()).magnitude < 0.05 ? start : nil
  }
}
