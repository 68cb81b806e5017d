import LearningRate
import Testing

@Suite struct PolynomialTests {
  @Test func `it follows PyTorch's PolynomialLR`() throws {
    // PyTorch 2.13.0: PolynomialLR(total_iters=5, power=2.5) from 1
    let expected = [
      1.0, 0.5724334022399462, 0.27885480092693393, 0.10119288512538814, 0.01788854381999831, 0.0,
      0.0,
    ]
    let found = try values(.polynomial(from: 1, to: 0, over: 5, power: 2.5), steps: 6)
    #expect(areClose(found, expected), "\(found)")
  }

  @Test func `the ends are exact and hold`() throws {
    // 0.5 + 1.5 · (1 − t/4)²: 2, 0.5 + 1.5 · 0.5625, 0.5 + 1.5 · 0.25, 0.5 + 1.5 / 16
    let found = try values(.polynomial(from: 2, to: 0.5, power: 2), steps: 4, through: 6)
    #expect(found == [2, 1.34375, 0.875, 0.59375, 0.5, 0.5, 0.5])
    #expect(try values(.polynomial(from: 2, to: 1, over: 0, power: 3), steps: 1) == [1, 1])
  }

  @Test func `a power of one is a line and a huge one falls at once`() throws {
    let line = try values(.linear(from: 0.1, to: 0.9), steps: 7)
    #expect(areClose(try values(.polynomial(from: 0.1, to: 0.9, power: 1), steps: 7), line))
    #expect(try values(.polynomial(from: 1, to: 0, power: 1e100), steps: 2) == [1, 0, 0])
  }
}
