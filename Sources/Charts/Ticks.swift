/// The labelled positions of an axis.
///
/// - On a linear axis, multiples of 1, 2 or 5 times a power of ten, about `count` of them.
/// - On a log axis, powers of ten, every second, fifth … of them when there are many; with fewer
///   than three in view, their 2- and 5-fold as well; with fewer than three of those, linear ticks.
///
/// Every tick lies within the domain, and its value is the double nearest to its label.
package enum Ticks {
  /// A value and the text for it.
  package struct Tick: Equatable, Sendable {
    package let value: Double
    package let label: String
  }

  /// The ticks of a domain.
  package static func ticks(in domain: Domain, count: Int) -> [Tick] {
    let count = max(2, count)
    switch domain.scale {
    case .linear: return linear(domain.lower, domain.upper, count: count)
    case .log: return logarithmic(domain.lower, domain.upper, count: count)
    }
  }

  private static func linear(_ lower: Double, _ upper: Double, count: Int) -> [Tick] {
    let (unit, exponent) = niceStep(near: (upper - lower) / Double(count))
    let step = PowersOfTen.multiple(unit, ofPower: exponent)
    // A tolerance of a millionth of a step keeps ticks that rounding puts just outside.
    let first = Int((lower / step - 1e-6).rounded(.up))
    let last = Int((upper / step + 1e-6).rounded(.down))
    guard first <= last else { return [] }
    let values = (first...last).map { PowersOfTen.multiple($0 * unit, ofPower: exponent) }
    let size = values.reduce(0) { max($0, $1.magnitude) }
    return values.map { Tick(value: $0, label: label($0, exponent: exponent, size: size)) }
  }

  /// The 1, 2 or 5 times a power of ten that is nearest to `size` by ratio.
  private static func niceStep(near size: Double) -> (unit: Int, exponent: Int) {
    let exponent = PowersOfTen.exponent(of: size)
    let mantissa = size / PowersOfTen.power(exponent)
    // √2, √10 and √50: the geometric means of neighbours.
    switch mantissa {
    case ..<1.41421: return (1, exponent)
    case ..<3.16227: return (2, exponent)
    case ..<7.07106: return (5, exponent)
    default: return (1, exponent + 1)
    }
  }

  /// One form for all labels of an axis whose largest value is `size`, with steps of `10^exponent`.
  private static func label(_ value: Double, exponent: Int, size: Double) -> String {
    if value == 0 && (size < 2e-3 || size >= 1e4) { return "0" }
    let decimals = max(0, -exponent)
    let digits = size > 0 ? max(1, PowersOfTen.exponent(of: size) - exponent + 1) : 1
    switch size {
    case 1e15...: return scientific(value, digits: digits)
    case 1e4...: return abbreviated(value, digits: digits)
    case 2e-3..., 0:
      return decimals <= 8 ? fixed(value, decimals: decimals) : scientific(value, digits: digits)
    default: return scientific(value, digits: digits)
    }
  }

  private static func logarithmic(_ lower: Double, _ upper: Double, count: Int) -> [Tick] {
    let range = (lower * (1 - 1e-9))...(upper * (1 + 1e-9))
    let first = PowersOfTen.exponent(of: lower)
    let last = PowersOfTen.exponent(of: upper) + 1
    func values(_ units: [Int], every stride: Int = 1) -> [Double] {
      (first...last).filter { $0 % stride == 0 }
        .flatMap { exponent in units.map { PowersOfTen.multiple($0, ofPower: exponent) } }
        .filter(range.contains)
    }
    let decades = values([1])
    let isWide = lower < 0.9e-3 || upper > 1.1e4
    if decades.count >= 3 {
      let stride = [1, 2, 5, 10, 20, 50, 100, 200].first { decades.count <= count * $0 } ?? 500
      return values([1], every: stride).map { Tick(value: $0, label: label($0, isWide: isWide)) }
    }
    let fine = values([1, 2, 5])
    guard fine.count >= 3 else { return linear(lower, upper, count: count).filter { $0.value > 0 } }
    return fine.map { Tick(value: $0, label: label($0, isWide: isWide)) }
  }

  /// Plain, unless the axis reaches far: then an exponent for all but 0.1 to 100.
  private static func label(_ value: Double, isWide: Bool) -> String {
    !isWide || 0.099...101 ~= value ? compact(value) : scientific(value, digits: 1)
  }
}
