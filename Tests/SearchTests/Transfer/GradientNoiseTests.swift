import Search
import Testing

@Suite struct GradientNoiseTests {
  @Test func `two batches give the estimates of the paper's appendix`() {
    // g₁ = (3, 0), g₂ = (1, 2), B = 8: q = (9 + 5)/2 = 7, Q = ‖(2, 1)‖² = 5.
    // With B_small = 8 and B_big = 16: ‖G‖² = (16·5 − 8·7)/8 = 3, S = (7 − 5)/(1/8 − 1/16) = 32.
    let noise = GradientNoise(
      batchSize: 8, squares: [[9], [5]], products: [[9, 3], [3, 5]])
    #expect(abs(noise.gradientNorm * noise.gradientNorm - 3) < 1e-12)
    #expect(abs((noise.noiseScale ?? 0) - 32.0 / 3) < 1e-12)
    #expect(noise.batches == 2 && noise.batchSize == 8)
  }

  @Test func `equal gradients have no noise`() {
    let noise = GradientNoise(
      batchSize: 4, squares: [[4], [4], [4]], products: [[4, 4, 4], [4, 4, 4], [4, 4, 4]])
    #expect(noise.noiseScale == 0 && noise.gradientNorm == 2 && noise.noiseRange == nil)
  }

  @Test func `a gradient that is lost in the noise has no noise scale`() {
    let noise = GradientNoise(batchSize: 4, squares: [[1], [1]], products: [[1, -1], [-1, 1]])
    #expect(noise.noiseScale == nil && noise.gradientNorm == 0 && noise.noiseRange == nil)
  }

  @Test func `the range is narrow where the parts agree`() throws {
    func noise(_ last: Double) -> GradientNoise {
      // Four parts of one batch each: a common gradient of length 1 and an own one of squares 1, 1, 1, last.
      let products = (0..<4).map { row in
        (0..<4).map { row == $0 ? 1 + (row == 3 ? last : 1) : 1 }
      }
      return GradientNoise(
        batchSize: 1, squares: (0..<4).map { [products[$0][$0]] }, products: products)
    }
    let equal = try #require(noise(1).noiseRange)
    #expect(abs(equal.lowerBound - 1) < 1e-9 && abs(equal.upperBound - 1) < 1e-9)
    // Leaving out the last part gives 1, any other 2: logarithms ln 1, ln 2, ln 2, ln 2.
    let uneven = try #require(noise(4).noiseRange)
    let scale = try #require(noise(4).noiseScale)
    // Their mean is ¾·ln 2, and the jackknife's error √(¾·¾)·ln 2, a factor of 2^¾.
    #expect(abs(uneven.upperBound / scale - 1.6817928305074292) < 1e-9, "\(uneven)")
  }
}
