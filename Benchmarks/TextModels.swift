import Anneal
import Media
import Models
import Tasks

/// The models of the built-in tasks of text with one batch of random tokens; `peer.py` has the same.
enum TextModels {
  static let names = ["shakespeare-rnn", "shakespeare-gpt", "translate"]

  /// - `shakespeare-rnn`: LSTM, 2 layers of 256, batch 32×64.
  /// - `shakespeare-gpt`: 4 blocks of width 128 with 4 heads, batch 16×64.
  /// - `translate`: 4 + 4 blocks of width 128 with 4 heads, 6,002 tokens, batch 64 of 16 to 16 tokens.
  static func model(_ name: String) throws -> (model: any Model, batch: Batch) {
    name == "translate" ? try translator() : try languageModel(name)
  }

  private static func languageModel(_ name: String) throws -> (model: any Model, batch: Batch) {
    let notation =
      name == "shakespeare-rnn"
      ? "lstm(width: 256, layers: 2, dropout: 0.1)"
      : "transformer(width: 128, layers: 4, heads: 4, dropout: 0)"
    let rows = name == "shakespeare-rnn" ? 32 : 16
    let characters = String((0..<65).map { Character(UnicodeScalar(UInt8(33 + $0))) })
    let text = TextRecord(
      path: "", digest: "", vocabulary: .characters(CharacterVocabulary(of: characters)), length: 64
    )
    let record = try ModelRecord(
      model: ModelCatalogue.standard.form(parsing: notation), input: text.input,
      answer: .nextToken, data: .text(text))
    let tokens = try Tensor.randomIntegers([rows, 65], in: 1..<67)
    return (
      try record.makeModel(),
      Batch(
        count: rows,
        [
          "input": try tokens.narrowed(1, to: 0..<64).contiguous(),
          "target": try tokens.narrowed(1, to: 1..<65).contiguous(),
        ])
    )
  }

  private static func translator() throws -> (model: any Model, batch: Batch) {
    let translation = TranslationRecord(
      source: "", target: "", digest: "", vocabulary: .characters(CharacterVocabulary(of: "a")),
      length: 128)
    let record = try ModelRecord(
      model: EncoderDecoderModel(), input: .translation(vocabulary: 6002, length: 128),
      answer: .translation(smoothing: 0.1), data: .translation(translation))
    return (
      try record.makeModel(),
      Batch(
        count: 64,
        [
          "source": try .randomIntegers([64, 16], in: 1..<6002),
          "target": try .randomIntegers([64, 17], in: 1..<6002),
          "target lengths": try Tensor([Int64](repeating: 17, count: 64), shape: [64]),
        ])
    )
  }
}
