/// SplitMix64: a random number generator whose whole state is one number.
///
/// Source: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number Generators*, 2014; the
/// constants are those of its reference implementation.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Shuffles `elements` with the Fisher–Yates shuffle.
  ///
  /// Written out here, with Lemire's bounded integers (*Fast Random Integer Generation in an
  /// Interval*, 2019): the standard library may change its own shuffle, and a stored seed must
  /// always give the same order.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropLast() {
      elements.swapAt(index, index + Int(next(below: UInt64(elements.count - index))))
    }
  }

  private mutating func next(below bound: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }
}
