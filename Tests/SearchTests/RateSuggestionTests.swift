import Search
import Testing

@Suite struct RateSuggestionTests {
  private let ramp = RampCurve(GeometricRates(from: 1, to: 10, steps: 4), [3, 2, 1])

  private func rate(_ probes: (Double, Double)...) throws -> Double {
    try RateSuggestion(
      ramp: ramp, probes: probes.map { Probe(rate: $0.0, loss: $0.1) }, steps: 0
    ).rate
  }

  @Test func `log-rates are weighted by how much worse the loss is`() throws {
    // Weights 1 and e^(−0.3/0.3) = 0.367879: half of 10^(−2 − 0.367879/1.367879) = 0.0026915
    let worse = 1.349_858_807_576_003  // e^0.3
    #expect(try rate((1e-2, 1), (1e-3, worse)) == 0.002_69)
    // Only the ratio of losses counts.
    #expect(try rate((1e-2, 100), (1e-3, 100 * worse)) == 0.002_69)
    // Equal losses: half the geometric mean.
    #expect(try rate((1e-2, 2), (1e-4, 2), (1e-3, 2)) == 5e-4)
  }

  @Test(arguments: [
    (0.024_69, 0.0123), (0.024_702, 0.0124), (19.992e-4, 1e-3), (246.8, 123), (2469.2, 1230),
    (2, 1), (2e-3, 1e-3), (6e-5, 3e-5), (1.999_2, 1),
  ])
  func `a suggestion has three digits`(rate: Double, expected: Double) throws {
    #expect(try self.rate((rate, 1)) == expected)
  }

  @Test func `a probe that broke off does not count`() throws {
    #expect(try rate((1, .infinity), (0.1, 2)) == 0.05)
    #expect(try rate((1, .nan), (0.1, 2)) == 0.05)
  }

  @Test func `without a probe that trains there is no suggestion`() {
    let error = #expect(throws: SearchError.self) { try rate((0.1, .infinity), (0.5, .infinity)) }
    #expect(
      error?.description == "no learning rate can be found: a short training must end with a "
        + "finite loss; at the rates 0.1, 0.5 none did")
  }

  @Test func `where a loss has no logarithm the lowest counts`() throws {
    #expect(try rate((0.1, 0), (0.5, 1)) == 0.05)
    #expect(try rate((0.1, -2), (0.5, -3), (0.7, 1)) == 0.25)
    #expect(try rate((0.01, 0), (1, 0)) == 0.05)  // equal ones share
  }

  @Test func `a probe's score is the mean of its last losses`() {
    // The last ⌊0.3·10⌋ of ten: (2 + 4 + 9)/3.
    #expect(Probe(rate: 1, losses: [9, 9, 9, 9, 9, 9, 9, 2, 4, 9], of: 10).loss == 5)
    #expect(Probe(rate: 1, losses: [7, 3], of: 2).loss == 3)  // one at least
    #expect(Probe(rate: 1, losses: [7, 3], of: 3).loss == .infinity)
  }

  @Test func `the interval is a factor of three either way`() throws {
    let suggestion = try RateSuggestion(
      ramp: ramp, probes: [Probe(rate: 0.06, loss: 1)], steps: 5)
    #expect(suggestion.interval == 0.01...0.09)
    #expect(suggestion.steps == 5)
  }
}
