import Foundation
import Testing
import Training

/// The numbers that `scripts/translation_reference.py` has from sacreBLEU.
@Suite struct TranslationMeasureTests {
  private struct Reference: Decodable {
    let words: [Sentence]
    let cases: [Case]

    struct Sentence: Decodable {
      let text: String
      let words: [String]

      init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        (text, words) = (try pair.decode(String.self), try pair.decode([String].self))
      }
    }

    struct Case: Decodable {
      let translations: [String]
      let references: [[String]]
      let bleu, chrF: Double
    }

    static func read() throws -> Reference {
      let url = try #require(
        Bundle.module.url(
          forResource: "translations", withExtension: "json", subdirectory: "Resources"))
      return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
    }
  }

  @Test func `sentences have the words of sacreBLEU's tokenizer`() throws {
    for sentence in try Reference.read().words {
      #expect(TranslationWords.words(of: sentence.text) == sentence.words, "\(sentence.text)")
    }
  }

  @Test func `BLEU and chrF are sacreBLEU's to the last digit that it prints`() throws {
    for (number, given) in try Reference.read().cases.enumerated() {
      let bleu = Measure.sacreBLEU(of: given.translations, references: given.references).value
      let chrF = Measure.chrF(of: given.translations, references: given.references).value
      #expect(abs(bleu - given.bleu) < 1e-12, "case \(number): \(bleu), not \(given.bleu)")
      #expect(abs(chrF - given.chrF) < 1e-12, "case \(number): \(chrF), not \(given.chrF)")
    }
  }

  @Test func `parts of a data set add up to the whole`() throws {
    let given = try #require(try Reference.read().cases.first { $0.translations.count == 20 })
    func part(_ range: Range<Int>) -> Measure {
      .sacreBLEU(
        of: Array(given.translations[range]), references: Array(given.references[range]))
    }
    #expect(abs((part(0..<7) + part(7..<20)).value - given.bleu) < 1e-12)
  }
}
