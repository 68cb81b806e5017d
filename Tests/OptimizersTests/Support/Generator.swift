/// The generator of `scripts/optimizers/trial.py`: linear congruential, 24 bits of it make a
/// number in -1 ..< 1 that is exact in float32.
struct Generator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 40) / 8_388_608 - 1
  }
}
