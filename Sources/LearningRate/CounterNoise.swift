import Notation

/// Random numbers as a pure function of a seed and a count: the outputs of SplitMix64.
///
/// Output number `k`, counting from zero, is `mix(seed + (k + 1) · 0x9E3779B97F4A7C15)`, so each can be
/// computed without those before it. Source: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number
/// Generators*, 2014, with the mixing function of Vigna's `splitmix64.c`.
struct CounterNoise: Sendable {
  let seed: UInt64

  init(seed: Int) { self.seed = UInt64(bitPattern: Int64(seed)) }

  /// A number in `0 ..< 1`: the top 53 bits of output number `count`, which is whole.
  func uniform(at count: Double) -> Double {
    // past 2⁶³, where a Double skips whole numbers anyway, the count stays
    let index = UInt64(min(count, 0x1p63))
    var z = seed &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}

extension Domain<Int> {
  /// A seed, which the notation writes as a number.
  static var seed: Domain {
    Domain("number", "between -2^53 and 2^53") { $0.magnitude <= 1 << 53 }
  }
}
