import Anneal
import Foundation
import Media
import Models
import Tasks
import Testing
import Torch
import Training

/// The search for translations beside a slow one, which searches for each text alone, computes all logits
/// anew for each token, and sorts all continuations.
@Suite struct BeamSearchTests {
  private static let end: Int64 = 8

  private func network(_ notation: String, seed: UInt64) throws -> any TranslationNetwork {
    let record = TranslationRecord(
      source: "", target: "", digest: "",
      vocabulary: .characters(CharacterVocabulary(of: "abcdef")),
      length: 32)
    let model = try Engine.drawing(from: seed) {
      try ModelRecord(
        model: ModelCatalogue.standard.form(parsing: notation), input: record.input,
        answer: .translation(smoothing: 0), data: .translation(record)
      ).makeModel()
    }
    // Larger vectors give probabilities that differ enough to be worth a search.
    try Engine.withoutGradients {
      for parameter in model.parameters where parameter.name.hasSuffix("embedding.weight") {
        try parameter.tensor.assign(parameter.tensor * 3)
      }
    }
    return try #require(model as? TranslationModel).body
  }

  /// The logarithms of the probabilities of the token after `written`.
  private func logarithms(
    _ network: any TranslationNetwork, _ text: [Int64], _ written: [Int64]
  ) throws -> [Double] {
    try Engine.withoutGradients {
      let memory = try network.memory(
        of: Tensor(text, shape: [1, text.count]), for: .evaluation)
      let target = [Self.end] + written
      let logits = try network(
        Tensor(target, shape: [1, target.count]), memory: memory, after: nil, for: .evaluation
      ).logits
      var values = try logits[0, -1].logSoftmax().scalars(as: Float.self).map(Double.init)
      values[0] = -.infinity
      return values
    }
  }

  private func slow(
    _ network: any TranslationNetwork, _ text: [Int64], beams: Int, penalty: Double, longest: Int
  ) throws -> (tokens: [Int64], score: Double) {
    var beginnings: [(tokens: [Int64], sum: Double)] = [([], 0)]
    var finished: [(tokens: [Int64], score: Double)] = []
    while finished.count < beams, !beginnings.isEmpty {
      let mustEnd = beginnings[0].tokens.count == longest - 1
      var all: [(tokens: [Int64], sum: Double)] = []
      for beginning in beginnings {
        let values = try logarithms(network, text, beginning.tokens)
        for (token, value) in values.enumerated() where !mustEnd || token == Int(Self.end) {
          all.append((beginning.tokens + [Int64(token)], beginning.sum + value))
        }
      }
      all.sort { $0.sum > $1.sum }
      var next: [(tokens: [Int64], sum: Double)] = []
      for (rank, continuation) in all.prefix(2 * beams).enumerated() {
        if continuation.tokens.last != Self.end {
          if next.count < beams { next.append(continuation) }
        } else if rank < beams {
          let length = pow((5 + Double(continuation.tokens.count)) / 6, penalty)
          finished.append((Array(continuation.tokens.dropLast()), continuation.sum / length))
        }
      }
      beginnings = mustEnd ? [] : next
    }
    return try #require(finished.max { $0.score < $1.score })
  }

  private static let texts: [[Int64]] = [
    [1, 2, 3, 8], [4, 8], [5, 5, 6, 1, 2, 8], [8], [2, 7, 3, 8], [6, 4, 2, 1, 3, 5, 6, 8],
  ]

  @Test(arguments: [
    ("encoderDecoder(width: 8, layers: 1, heads: 2)", 1, 0.6), ("attentiveGRU(width: 8)", 1, 0),
    ("encoderDecoder(width: 8, layers: 2, heads: 2)", 4, 0.6), ("attentiveGRU(width: 8)", 5, 1),
    ("encoderDecoder(width: 8, layers: 1, heads: 1)", 5, 0), ("attentiveGRU(width: 8)", 12, 0.6),
  ])
  func `a batch has the translations of the slow search`(
    notation: String, beams: Int, penalty: Double
  ) throws {
    var search = BeamSearch()
    (search.beams, search.lengthPenalty) = (beams, penalty)
    for seed in UInt64(0)..<4 {
      let network = try network(notation, seed: seed)
      let longest = Self.texts.map { 2 * $0.count + 1 }
      let found = try search.translations(
        of: Self.texts, by: network, end: Self.end, longest: longest)
      for (place, text) in Self.texts.enumerated() {
        let expected = try slow(
          network, text, beams: beams, penalty: penalty, longest: longest[place])
        #expect(found[place].tokens == expected.tokens, "\(notation), seed \(seed), \(text)")
        #expect(abs(found[place].score - expected.score) < 1e-4)
      }
    }
  }

  @Test func `a translation is never longer than it may be`() throws {
    for seed in UInt64(0)..<4 {
      let network = try network("attentiveGRU(width: 8)", seed: seed)
      for longest in 1...3 {
        let found = try BeamSearch().translations(
          of: [[1, 8], [2, 3, 8]], by: network, end: Self.end, longest: [longest, 9])
        #expect(found[0].tokens.count < longest && found[0].score > -.infinity)
      }
    }
  }

  @Test func `a larger penalty does not shorten translations`() throws {
    var search = BeamSearch()
    var lengths: [Int] = []
    for penalty in [0, 1.5] {
      search.lengthPenalty = penalty
      lengths.append(
        try (UInt64(0)..<6).reduce(0) { sum, seed in
          let network = try network("encoderDecoder(width: 8, layers: 1, heads: 1)", seed: seed)
          return try sum
            + search.translations(
              of: Self.texts, by: network, end: Self.end,
              longest: Self.texts.map { _ in 12 }
            ).reduce(0) { $0 + $1.tokens.count }
        })
    }
    #expect(lengths[1] > lengths[0], "\(lengths)")
  }
}
