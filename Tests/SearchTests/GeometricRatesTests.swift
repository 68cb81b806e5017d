import Search
import Testing

@Suite struct RateLadderTests {
  @Test func `every step multiplies by the same factor`() {
    let ramp = GeometricRates(from: 1e-3, to: 1, steps: 4)
    for (step, expected) in [1e-3, 1e-2, 1e-1, 1].enumerated() {
      #expect(abs(ramp.rate(step) / expected - 1) < 1e-14)  // exp and log each err by an ulp
    }
    // Half a step is the root of a step's factor.
    #expect(abs(ramp.rate(at: 1.5) / 0.031_622_776_601_683_79 - 1) < 1e-14)
  }

  @Test func `a single step stays at the bottom`() {
    #expect(GeometricRates(from: 0.5, to: 2, steps: 1).rate(0) == 0.5)
  }
}
