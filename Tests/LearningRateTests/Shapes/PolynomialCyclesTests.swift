import LearningRate
import Testing

@Suite struct PolynomialCyclesTests {
  // Keras 3.15.1: PolynomialDecay(1, 4, 0.1, power=…, cycle=True), in float32
  @Test func `it follows Keras's cycling polynomial`() throws {
    let line = [
      1.0, 0.775, 0.55, 0.325, 0.1, 0.4375, 0.325, 0.2125, 0.1, 0.325, 0.25, 0.175, 0.1,
    ]
    let found = try values(.polynomialCycles(from: 1, to: 0.1, first: 4, power: 1), steps: 12)
    #expect(areClose(found, line), "\(found)")
    let square = [
      1.0, 0.60625, 0.325, 0.15625, 0.1, 0.2265625, 0.15625, 0.1140625, 0.1, 0.15625, 0.125,
      0.10625, 0.1,
    ]
    let squares = try values(.polynomialCycles(from: 1, to: 0.1, first: 4, power: 2), steps: 12)
    #expect(areClose(squares, square), "\(squares)")
  }

  @Test(arguments: [10, 33.3, 100 / 3.0, 1, 7])
  func `each multiple of the first length has the end value exactly`(percent: Double) throws {
    let schedule = Schedule.polynomialCycles(
      from: 1, to: 0.3, first: .percent(percent), power: 0.7)
    let found = try values(schedule, steps: 300, through: 310)
    for cycle in 1...Int(100 / percent) {
      let step = percent * 3 * Double(cycle)
      guard step == step.rounded() else { continue }
      #expect(found[Int(step)] == 0.3, "\(step)")
    }
    #expect(found[0] == 1)
    #expect(found[310] == found[300])
  }

  @Test func `a first length that no number holds has its multiples all the same`() throws {
    // an eleventh of 330 steps comes to 30.000000000000004
    let schedule = Schedule.polynomialCycles(
      from: 1, to: 0.3, first: .percent(100.0 / 11), power: 0.7)
    let found = try values(schedule, steps: 330)
    #expect((1...11).allSatisfy { found[30 * $0] == 0.3 && found[30 * $0 - 1] > 0.3 })
    #expect((1...10).allSatisfy { found[30 * $0 + 1] > 0.3 })
  }
}
