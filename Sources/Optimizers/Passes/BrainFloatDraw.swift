/// Decides whether a number is rounded up or down to a brain float.
///
/// The decision depends on the element, the slot and the seed of the step, and not on the thread or
/// the loop: the same run gives the same bits on every machine.
public struct BrainFloatDraw {
  /// The index of the element, of the first lane.
  @usableFromInline let position: UInt32
  /// Two slots share a seed: one takes the lower half of its random bits, one the upper.
  @usableFromInline let seed: UInt32
  @usableFromInline let isUpper: Bool

  @inlinable @inline(__always)
  init(position: Int, seed: UInt32, slot: UInt32) {
    self.position = UInt32(truncatingIfNeeded: position)
    (self.seed, isUpper) = (seed &+ slot / 2, slot % 2 == 1)
  }
}

/// The same draw as `cl_store_bfloat16` makes for its first lane.
@usableFromInline
func stochasticBrainFloat(_ value: Float, _ draw: BrainFloatDraw) -> UInt16 {
  var x = draw.position ^ draw.seed
  x ^= x >> 16
  x = x &* 0x7feb_352d
  x ^= x >> 15
  x = x &* 0x846c_a68b
  x ^= x >> 16
  let chance = draw.isUpper ? x >> 16 : x & 0xffff
  return UInt16(truncatingIfNeeded: (value.bitPattern &+ chance) >> 16)
}
