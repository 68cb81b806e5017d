import Search
import Testing

/// Expected numbers are weighted means written out, ∑ βᵗ⁻ⁱ·lossᵢ / ∑ βᵗ⁻ⁱ, in Python.
@Suite struct RampCurveTests {
  /// Rates 10⁰ … 10⁷; β = 1 − 1/max(3, 0.48) = 2/3, a lag of 2 steps.
  private let ramp = GeometricRates(from: 1, to: 1e7, steps: 8)

  @Test func `the mean weighs the past by powers of beta`() {
    let curve = RampCurve(ramp, [3, 6, 0])
    // (⅔·3 + 6)/(⅔ + 1) = 4.8; (4/9·3 + ⅔·6 + 0)/(4/9 + ⅔ + 1) = 48/19
    for (value, expected) in zip(curve.smoothed, [3, 4.8, 48.0 / 19]) {
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(curve.losses == [3, 6, 0])
    #expect(curve.rates.count == 3)
  }

  @Test func `the minimum is taken back by the mean's lag, its first quarter ignored`() throws {
    // The mean is lowest at step 0, which does not count, then at step 5.
    let curve = RampCurve(ramp, [0.1, 5, 4, 3, 2, 1, 8, 9])
    #expect(abs(curve.smoothed[5] - 2.138_647) < 1e-6)
    #expect(curve.smoothed[0] == 0.1)
    // Two steps before step 5.
    #expect(abs(try #require(curve.rateAtMinimum) / 1e3 - 1) < 1e-12)
  }

  @Test func `a long ramp's lag is three steps`() throws {
    // n = 100: β = 1 − 1/6, whose lag of 5 is cut to 3. The loss falls up to step 79.
    let ramp = GeometricRates(from: 1, to: 1e99, steps: 100)
    let losses = (0..<100).map { $0 < 80 ? 10 - 0.1 * Double($0) : 50 }
    #expect(abs(try #require(RampCurve(ramp, losses).rateAtMinimum) / 1e76 - 1) < 1e-11)
  }

  @Test func `a ramp that broke off is judged by what it has`() throws {
    let curve = RampCurve(ramp, [0.1, 5, 4])
    // Only step 2 is past the first quarter; two steps before it is step 0.
    #expect(abs(try #require(curve.rateAtMinimum) - 1) < 1e-12)
    #expect(RampCurve(ramp, [0.1, 5]).rateAtMinimum == nil)
    #expect(RampCurve(ramp, []).rateAtMinimum == nil)
  }

  @Test func `the lag never leads below the ramp`() throws {
    // n = 4: the first step past the quarter is step 1, and 1 − 2 would be below the ramp.
    let curve = RampCurve(GeometricRates(from: 1, to: 1e3, steps: 4), [9, 1])
    #expect(try #require(curve.rateAtMinimum) == 1)
  }
}
