import Anneal
import Testing

@Suite struct TokenSamplingTests {
  private static let logits = [1, 0.5, -0.25, 2, 0.75, -1.5, 2]

  struct Case: Sendable {
    let temperature: Double
    let topK: Int?
    let topP: Double?
    let expected: [Double]
  }

  /// Softmax after the logits processors of transformers 5.24.0, temperature, top-k, top-p.
  @Test(arguments: [
    Case(
      temperature: 0.5, topK: nil, topP: nil,
      expected: [
        0.059377679484, 0.021843827547, 0.004874016739, 0.438745004732, 0.03601438311,
        0.000400083657, 0.438745004732,
      ]),
    Case(
      temperature: 2, topK: 3, topP: nil,
      expected: [0.232696537619, 0, 0, 0.383651731191, 0, 0, 0.383651731191]),
    Case(temperature: 1, topK: nil, topP: 0.5, expected: [0, 0, 0, 0.5, 0, 0, 0.5]),
    Case(
      temperature: 1, topK: nil, topP: 0.9,
      expected: [
        0.127846255575, 0.077542673736, 0, 0.347522153367, 0.099566763955, 0, 0.347522153367,
      ]),
    Case(
      temperature: 0.7, topK: 5, topP: 0.8,
      expected: [0.107003739664, 0, 0, 0.446498130168, 0, 0, 0.446498130168]),
    // Two are equally probable, and both remain.
    Case(temperature: 1, topK: 1, topP: nil, expected: [0, 0, 0, 0.5, 0, 0, 0.5]),
    Case(
      temperature: 3, topK: 4, topP: 0.95,
      expected: [0.212257025399, 0, 0, 0.296228541959, 0.195285890684, 0, 0.296228541959]),
  ])
  func `probabilities are those of transformers`(of given: Case) {
    var sampling = TokenSampling()
    (sampling.temperature, sampling.topK) = (given.temperature, given.topK)
    sampling.topP = given.topP
    let found = sampling.probabilities(Self.logits)
    #expect(zip(found, given.expected).allSatisfy { abs($0 - $1) < 1e-11 }, "\(found)")
  }

  @Test func `temperature 0 takes the first of the most probable tokens`() {
    var sampling = TokenSampling()
    sampling.temperature = 0
    #expect(sampling.probabilities(Self.logits) == [0, 0, 0, 1, 0, 0, 0])
  }

  @Test func `the smallest top-p keeps one token, and 1 keeps all`() {
    var sampling = TokenSampling()
    sampling.topP = 1e-9
    #expect(sampling.probabilities([0, 3, 1]) == [0, 1, 0])
    sampling.topP = 1
    #expect(sampling.probabilities([0, 0]) == [0.5, 0.5])
  }

  @Test func `a token that is never drawn has no probability, however many are kept`() {
    var sampling = TokenSampling()
    sampling.topK = 3
    #expect(sampling.probabilities([-.infinity, 0, 0]) == [0, 0.5, 0.5])
    // Low temperatures must not overflow.
    sampling.temperature = 1e-3
    #expect(sampling.probabilities([-.infinity, 900, -900]) == [0, 1, 0])
  }
}
