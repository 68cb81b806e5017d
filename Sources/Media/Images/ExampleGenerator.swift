/// Random numbers that belong to one example in one step of one run: SplitMix64 from a start that
/// mixes the three.
///
/// Whatever thread draws them and in whatever order, also after a run is resumed, they are the
/// same. Source: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number Generators*, 2014, with
/// the mixing function of Vigna's `splitmix64.c`.
package struct ExampleGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers of `example` in `step` of a run with `seed`.
  package init(seed: Int, step: Int, example: Int) {
    state = 0
    for part in [seed, step, example] {
      state = Self.mix(state &+ 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64(part)))
    }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
