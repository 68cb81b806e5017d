internal import Foundation
internal import Tasks
internal import Torch
package import Training

/// Text that a trained language model writes token by token after a prompt.
///
/// The keys and values of attention, or the hidden state, are kept, so that each token is read once. A
/// transformer sees at most as many tokens as in training: when these are full, it reads the later half
/// of them anew and goes on.
package struct TextGenerator {
  private let model: TrainedModel
  private let vocabulary: TextVocabulary
  private let sampling: TokenSampling
  private let longest: Int?
  private var generator: SeededGenerator
  private var state: CarriedState?
  /// The tokens that the state has seen, as far as they may be read anew.
  private var seen: [Int32] = []
  /// The tokens that are read next.
  private var next: [Int32]
  private var text = UTF8Stream()
  /// The most parameters of a model for whose tokens two threads would wait for each other longer than
  /// they compute.
  private static let smallModel = 4_000_000

  init(
    _ model: TrainedModel, _ vocabulary: TextVocabulary, prompt: [Int32], sampling: TokenSampling,
    seed: UInt64
  ) {
    (self.model, self.vocabulary, self.sampling) = (model, vocabulary, sampling)
    longest = model.model.longestText
    if model.parameterCount <= Self.smallModel { Engine.threads = 1 }
    generator = SeededGenerator(seed: seed, purpose: .step(0))
    next = prompt
  }

  /// Writes one more token, and returns the characters that it completes, which may be none.
  ///
  /// - Throws: `TorchError` when out of memory.
  package mutating func write() throws -> String {
    let token = Int32(sampling.token(try logits(), using: &generator))
    next = [token]
    return text.append(vocabulary.bytes(of: token))
  }

  /// What is left of a character that the last token did not end.
  package mutating func finish() -> String { text.finish() }

  /// The logits of the token after those that are read next; −∞ for those that are no text.
  private mutating func logits() throws -> [Double] {
    if let longest, seen.count + next.count > longest {
      next = Array((seen + next).suffix(max(1, longest / 2)))
      (state, seen) = (nil, [])
    }
    let (logits, after) = try Engine.withoutGradients {
      try model.model.answer(for: Tensor(next, shape: [1, next.count]), after: state)
    }
    state = after
    if longest != nil { seen += next }
    var values = try logits[0, -1].scalars(as: Float.self).map(Double.init)
    for token in [0, vocabulary.unknown.map(Int.init)].compactMap({ $0 }) {
      values[token] = -.infinity
    }
    return values
  }
}

extension TrainedModel {
  /// Text that the model writes after `prompt`.
  ///
  /// - Throws: `TrainingError` if the model does not write text, for an empty prompt, and for one with
  ///   characters that the training text did not have.
  package func generator(
    prompt: String, sampling: TokenSampling = TokenSampling(), seed: UInt64 = 0
  ) throws -> TextGenerator {
    guard case .text(let text) = record.data, case .nextToken = record.answer else {
      throw TrainingError(
        "the run must have trained a model of running text, such as 'text(\"book.txt\")'; "
          + "\(folder.lastPathComponent) trained another")
    }
    let tokens = text.vocabulary.tokens(of: prompt)
    guard !tokens.isEmpty else {
      throw TrainingError("the prompt must have at least one character; received none")
    }
    let unknown = text.vocabulary.unknownCharacters(in: prompt)
    guard unknown.isEmpty else {
      let shown = unknown.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      throw TrainingError(
        "the prompt must consist of characters of the training text, which does not have \(shown)"
          + (unknown.count > 5 ? " and \(unknown.count - 5) others" : ""))
    }
    return TextGenerator(self, text.vocabulary, prompt: tokens, sampling: sampling, seed: seed)
  }
}
