import LearningRate
import Testing

@Suite struct CosineTests {
  // PyTorch 2.13.0: CosineAnnealingLR(T_max=8, eta_min=1e-4) from 1e-3; its recursion is good to
  // some 1e-14.
  @Test func `it follows PyTorch's CosineAnnealingLR`() throws {
    let expected = [
      0.001, 0.000965745789630079, 0.0008681980515339464, 0.0007222075445642905, 0.00055,
      0.0003777924554357096, 0.00023180194846605365, 0.00013425421036992097, 0.0001,
    ]
    let found = try values(.cosine(from: 1e-3, to: 1e-4), steps: 8)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
  }

  @Test func `it holds its end and does not rebound`() throws {
    let found = try values(.cosine(from: 1, to: 0, over: 5), steps: 5, through: 12)
    #expect(found[5...].allSatisfy { $0 == 0 })
  }

  @Test func `it keeps its digits near the end`() throws {
    // sin²(π / 2e6) at one step from the end of a million, where 1 + cos(π t / T) has few digits
    let curve = try Schedule.cosine(from: 1, to: 0).resolved(steps: 1_000_000)
    #expect(isClose(curve.value(at: 999_999), 2.4674011002702e-12))
  }

  @Test func `it is right to the last digits everywhere`() throws {
    // cos²(π t / 200), by mpmath 1.3 with 50 digits
    let expected = [
      (1, 0.9997532801828658), (13, 0.9588773128419906), (37, 0.6985739453173903),
      (49, 0.5157053795390641), (50, 0.5), (51, 0.48429462046093585),
      (64, 0.28711035421746367), (77, 0.12494446518477023), (90, 0.024471741852423214),
      (99, 0.0002467198171342215),
    ]
    let curve = try Schedule.cosine(from: 1, to: 0).resolved(steps: 100)
    for (step, value) in expected {
      #expect(isClose(curve.value(at: step), value, tolerance: 5e-16))
    }
  }

  @Test func `rounding never lifts it above its start`() throws {
    // 0.31 + (0.939 − 0.31) is 0.9390000000000001 in a Double
    let curve = try Schedule.cosine(from: 0.939, to: 0.31).resolved(steps: 1 << 40)
    #expect(curve.value(at: 1) == 0.939)
  }

  @Test func `a length of zero gives the end value`() throws {
    #expect(try values(.cosine(from: 1, to: 0.5, over: 0), steps: 1) == [0.5, 0.5])
  }

  @Test func `the sum of a wave and its mirror image is level`() throws {
    let found = try values(.cosine(from: 1, to: 0), steps: 100)
    #expect(zip(found, found.reversed()).allSatisfy { isClose($0 + $1, 1) })
  }
}
