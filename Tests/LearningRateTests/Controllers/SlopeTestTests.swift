import LearningRate
import Testing

@Suite struct SlopeTestTests {
  private func noise(_ count: Int, seed: UInt64) -> [Double] {
    var random = SplitMix64(state: seed)
    return (0..<count).map { _ in
      (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
    }
  }

  @Test func `a constant cuts when the window is full, and then when it is full again`() {
    let found = factors(.slopeTest(factor: 0.5, patience: 5), Array(repeating: 0.1, count: 11))
    #expect(found == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25])
  }

  @Test func `a descent never cuts, and a rise does`() {
    let down = (0..<300).map { 5 - 0.01 * Double($0) }
    #expect(factors(.slopeTest(patience: 20), down).last == 1)
    #expect(factors(.slopeTest(patience: 20, mode: .max), down)[19] == 0.1)
    #expect(factors(.slopeTest(patience: 20), down.map { -$0 })[19] == 0.1)
    #expect(factors(.slopeTest(patience: 20, mode: .max), down.map { -$0 }).last == 1)
  }

  @Test func `it sees a slow descent in loud noise that a plateau takes for none`() {
    // over a window of 500 it falls by 5, and σ is 1
    let values = noise(2_000, seed: 52).enumerated().map { 30 - 0.01 * Double($0) + $1 }
    #expect(factors(.slopeTest(patience: 500), values).last == 1)
    #expect(factors(.plateau(patience: 50), values).last! < 1)
  }

  @Test func `one bad batch at the end of a descent is no reason to cut`() {
    let values = (0..<60).map { $0 % 60 == 59 ? 1_000 : 5 - 0.01 * Double($0) }
    #expect(factors(.slopeTest(patience: 60), values).last == 1)
  }

  @Test func `after a cut it forgets the oldest 400 and a tenth`() {
    // with 1000 it fits every 6, is full at number 1000 and again 500 later
    let found = factors(.slopeTest(factor: 0.5, patience: 1_000), Array(repeating: 1, count: 1_600))
    #expect(found.firstIndex(of: 0.5) == 1_001)
    #expect(found.firstIndex(of: 0.25) == 1_505)
  }

  @Test func `the size and the level of the measurements make no difference`() {
    let values = noise(400, seed: 53)
    let expected = factors(.slopeTest(factor: 0.5, patience: 30), values)
    #expect(Set(expected).count > 3)
    for scale in [1e-180, 1e-9, 1e98] {
      #expect(factors(.slopeTest(factor: 0.5, patience: 30), values.map { $0 * scale }) == expected)
    }
    let raised = values.map { $0 + 1e6 }
    #expect(factors(.slopeTest(factor: 0.5, patience: 30), raised) == expected)
  }

  @Test func `a measurement that is none is ignored`() {
    let values = noise(200, seed: 54)
    let expected = factors(.slopeTest(factor: 0.5, patience: 25), values)
    let broken = values.flatMap { [$0, .nan, -.infinity, .infinity] }
    let found = factors(.slopeTest(factor: 0.5, patience: 25), broken)
    #expect(stride(from: 0, to: 800, by: 4).map { found[$0] } == expected)
    #expect(expected.last! < 1)
  }

  @Test func `the factor stops at its bound`() {
    let constant = Array(repeating: 1.0, count: 40)
    #expect(factors(.slopeTest(factor: 0.1, patience: 5, minFactor: 0.05), constant).last == 0.05)
  }
}
