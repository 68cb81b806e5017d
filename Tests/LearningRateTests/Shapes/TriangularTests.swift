import LearningRate
import Testing

@Suite struct TriangularTests {
  @Test func `it follows PyTorch's triangular2`() throws {
    // PyTorch 2.13.0: CyclicLR(0.1, 1, 2, 3, mode='triangular2')
    let expected = [0.1, 0.55, 1, 0.7, 0.4, 0.1, 0.325, 0.55, 0.4, 0.25, 0.1, 0.2125]
    let found = try values(
      .triangular(low: 0.1, high: 1, up: 2, down: 3, shrink: 0.5), steps: 11)
    #expect(areClose(found, expected), "\(found)")
  }

  @Test func `it follows PyTorch's exp_range`() throws {
    // PyTorch 2.13.0: CyclicLR(0.1, 1, 2, 2, mode='exp_range', gamma=0.9)
    let expected = [
      0.1, 0.505, 0.829, 0.42805, 0.1, 0.3657205, 0.5782969, 0.3152336050000001, 0.1,
    ]
    let found = try values(.triangular(low: 0.1, high: 1, up: 2, gamma: 0.9), steps: 8)
    #expect(areClose(found, expected), "\(found)")
  }

  @Test func `every valley and peak is exact`() throws {
    let found = try values(.triangular(low: 0.1, high: 0.7, up: 3, down: 4), steps: 700)
    for cycle in 0..<100 {
      #expect((found[7 * cycle], found[7 * cycle + 3]) == (0.1, 0.7))
    }
  }

  @Test func `a length of zero makes a sawtooth`() throws {
    #expect(
      try values(.triangular(low: 0, high: 4, up: 4, down: 0), steps: 7) == [
        0, 1, 2, 3, 0, 1, 2, 3,
      ]
    )
    #expect(
      try values(.triangular(low: 0, high: 4, up: 0, down: 4), steps: 7) == [
        4, 3, 2, 1, 4, 3, 2, 1,
      ]
    )
  }

  @Test func `growth beyond all numbers is refused`() {
    let schedule = Schedule.triangular(low: 0, high: 1, up: 1, gamma: 10)
    #expect(
      complaint(schedule, steps: 1_000)
        == "triangular: its values must be at most 1e307 in size; received inf")
  }
}
