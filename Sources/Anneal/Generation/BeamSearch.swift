internal import Foundation
internal import Tasks
internal import Torch
internal import Training

/// The search for the translation with the highest score, for several texts at a time.
///
/// ```
/// score = log P(translation) / ((5 + tokens)/6)^lengthPenalty
/// ```
///
/// with the token that ends the translation counted. For each text the `beams` most probable beginnings are
/// kept. In each step the 2·beams most probable continuations of all of them are ranked; those among the
/// first `beams` that end are finished, and the first `beams` that do not end are kept. A text is done when
/// `beams` translations are finished, or at the largest number of tokens, where all must end.
///
/// Source of the score: Wu et al., *Google's Neural Machine Translation System*, 2016
/// (<https://arxiv.org/abs/1609.08144>), equation 14; of the end: Ott et al., *fairseq*, 2019.
package struct BeamSearch: Hashable, Sendable {
  /// The number of beginnings that are kept; 1 takes the most probable token each time.
  package var beams = 5
  /// The exponent of the length; 0 for the probability alone.
  package var lengthPenalty = 0.6

  /// Five beams.
  package init() {}

  /// A finished translation.
  package struct Translation: Hashable, Sendable {
    /// The tokens, without the one at the end.
    package let tokens: [Int64]
    /// The score.
    package let score: Double
  }

  /// The best translation of each text.
  ///
  /// - Parameters:
  ///   - texts: the tokens of each text, at least one.
  ///   - end: the token that begins and ends a translation.
  ///   - longest: the largest number of tokens of each translation, with the one at the end.
  /// - Throws: `TorchError` when out of memory.
  /// - Precondition: at least one text; a longest translation for each; `beams` is positive; the network
  ///   is on the CPU.
  package func translations(
    of texts: [[Int64]], by network: any TranslationNetwork, end: Int64, longest: [Int]
  ) throws -> [Translation] {
    precondition(beams > 0 && !texts.isEmpty && texts.count == longest.count)
    return try Engine.withoutGradients {
      let padded = try PaddedSequences(texts, padding: Int64(0))
      var memory = try network.memory(of: padded.values, for: .evaluation)
      var state: CarriedState?
      var searches = longest.map { TextSearch(self, end: end, longest: $0) }
      var active = Array(searches.indices)
      while !active.isEmpty {
        let last = active.flatMap { searches[$0].beginnings.map { $0.tokens.last ?? end } }
        let (logits, after) = try network(
          Tensor(last, shape: [last.count, 1]), memory: memory, after: state, for: .evaluation)
        let ranked = try self.ranked(logits[.all, -1], active.map { searches[$0] }, end: end)
        var (parents, left, row) = ([Int64](), [Int](), 0)
        for (index, continuations) in zip(active, ranked) {
          let count = searches[index].beginnings.count
          searches[index].advance(continuations)
          if !searches[index].isDone {
            left.append(index)
            parents += searches[index].beginnings.map { Int64(row + $0.parent) }
          }
          row += count
        }
        guard !left.isEmpty else { break }
        let rows = try Tensor(parents, shape: [parents.count])
        state = try after.selecting(rows)
        // The beginnings of a text have the same memory, so that only their number matters.
        if parents.count != row || left != active { memory = try memory.selecting(rows) }
        active = left
      }
      return searches.map(\.best)
    }
  }

  /// For each text the continuations of its beginnings, the most probable first.
  private func ranked(
    _ logits: Tensor, _ searches: [TextSearch], end: Int64
  ) throws -> [[TextSearch.Continuation]] {
    let vocabulary = logits.shape[1]
    let logarithms = try logits.logSoftmax()
    // Padding is no token of a text.
    try logarithms[.all, 0].assign(.full([logits.shape[0]], -.infinity))
    let rows = searches[0].beginnings.count
    let sums = try Tensor(
      searches.flatMap { $0.beginnings.map { Float($0.logProbability) } },
      shape: [searches.count * rows, 1])
    let (values, places) = try (logarithms + sums).reshaped([searches.count, rows * vocabulary])
      .topK(min(2 * beams, rows * vocabulary))
    let (numbers, indices) = (
      try values.scalars(as: Float.self), try places.scalars(as: Int64.self)
    )
    let count = values.shape[1]
    // At the largest length only the end may follow, however improbable it is.
    let ends = try (logarithms[.all, Int(end)] + sums.squeezed(at: 1)).scalars(as: Float.self)
    return searches.enumerated().map { text, search in
      guard !search.mustEnd else {
        return (0..<rows).map { beginning in
          TextSearch.Continuation(
            parent: beginning, token: end, logProbability: Double(ends[text * rows + beginning]))
        }.sorted { $0.logProbability > $1.logProbability }
      }
      return (text * count..<(text + 1) * count).map { place in
        let (parent, token) = Int(indices[place]).quotientAndRemainder(dividingBy: vocabulary)
        return TextSearch.Continuation(
          parent: parent, token: Int64(token), logProbability: Double(numbers[place]))
      }
    }
  }
}

/// The search for the translation of one text.
private struct TextSearch {
  /// A beginning of a translation, and the place among the earlier ones of the one that it continues.
  struct Beginning {
    let tokens: [Int64]
    let logProbability: Double
    let parent: Int
  }

  /// A beginning with one more token.
  struct Continuation {
    let parent: Int
    let token: Int64
    let logProbability: Double
  }

  private let settings: BeamSearch
  private let end: Int64
  private let longest: Int
  private(set) var beginnings = [Beginning(tokens: [], logProbability: 0, parent: 0)]
  private var finished: [BeamSearch.Translation] = []

  init(_ settings: BeamSearch, end: Int64, longest: Int) {
    (self.settings, self.end, self.longest) = (settings, end, longest)
  }

  /// Whether the next token is the last one that fits.
  var mustEnd: Bool { beginnings[0].tokens.count + 1 >= longest }

  var isDone: Bool { finished.count >= settings.beams || beginnings.isEmpty }

  /// The finished translation with the highest score, of equal ones the first.
  var best: BeamSearch.Translation {
    let best = finished.max { $0.score < $1.score }
    return best ?? BeamSearch.Translation(tokens: [], score: -.infinity)
  }

  /// Takes the continuations, the most probable first.
  mutating func advance(_ continuations: [Continuation]) {
    let isLast = mustEnd
    var kept: [Beginning] = []
    for (rank, continuation) in continuations.enumerated() {
      let tokens = beginnings[continuation.parent].tokens
      if continuation.token != end {
        guard kept.count < settings.beams else { continue }
        kept.append(
          Beginning(
            tokens: tokens + [continuation.token], logProbability: continuation.logProbability,
            parent: continuation.parent))
      } else if rank < settings.beams, continuation.logProbability > -.infinity {
        let length = pow((5 + Double(tokens.count + 1)) / 6, settings.lengthPenalty)
        finished.append(
          BeamSearch.Translation(tokens: tokens, score: continuation.logProbability / length))
      }
    }
    // Texts in one batch have the same number of beginnings; improbable ones fill it up.
    while !isLast, let last = kept.last, kept.count < settings.beams {
      kept.append(
        Beginning(tokens: last.tokens, logProbability: -.infinity, parent: last.parent))
    }
    beginnings = isLast ? [] : kept
  }
}
