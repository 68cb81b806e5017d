internal import RealModule

/// Numbers with few digits, which a person is likelier to have chosen than others near them.
package enum RoundNumbers {
  /// The number with the fewest digits in `after < n ≤ upTo`.
  package static func first(after: Double, upTo: Double) -> Double {
    var unit = 1e9
    while unit > 1e-3 {
      for part in [unit, unit / 2] {
        let multiple = (upTo / part * (1 + 1e-12)).rounded(.down) * part
        if multiple > after * (1 + 1e-12), multiple > 0,
          part >= 1 || upTo < 1 || upTo - after < 1
        {
          return multiple
        }
      }
      unit /= 10
    }
    return upTo
  }

  /// Numbers near `value`, those with the fewest digits first: with one to seven digits, after 0 if
  /// it is tiny.
  package static func near(_ value: Double) -> [Double] {
    guard value != 0, value.isFinite else { return [0] }
    let exponent = Double.log10(value.magnitude).rounded(.down)
    var found: [Double] = value.magnitude < 1e-3 ? [0] : []
    for digits in 1...7 {
      let power = exponent - Double(digits) + 1
      let rounded =
        power < 0
        ? (value * Double.pow(10, -power)).rounded() / Double.pow(10, -power)
        : (value / Double.pow(10, power)).rounded() * Double.pow(10, power)
      if !found.contains(rounded) { found.append(rounded) }
    }
    return found
  }
}
