/// What decides whether a number that is kept as a brain float is rounded up or down: not who rounds.
public struct BrainFloatDraw {
  /// The element's place, the first lane's.
  @usableFromInline let place: UInt32
  /// The same for two slots, which take the two halves of one draw.
  @usableFromInline let seed: UInt32
  @usableFromInline let isUpper: Bool

  @inlinable @inline(__always)
  init(place: Int, seed: UInt32, slot: UInt32) {
    self.place = UInt32(truncatingIfNeeded: place)
    (self.seed, isUpper) = (seed &+ slot / 2, slot % 2 == 1)
  }
}

/// The same draw as `cl_store_bfloat16` makes for its first lane.
@usableFromInline
func stochasticBrainFloat(_ value: Float, _ draw: BrainFloatDraw) -> UInt16 {
  var x = draw.place ^ draw.seed
  x ^= x >> 16
  x = x &* 0x7feb_352d
  x ^= x >> 15
  x = x &* 0x846c_a68b
  x ^= x >> 16
  let chance = draw.isUpper ? x >> 16 : x & 0xffff
  return UInt16(truncatingIfNeeded: (value.bitPattern &+ chance) >> 16)
}
