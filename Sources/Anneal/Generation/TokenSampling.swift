internal import Foundation
package import Training

/// How the next token is drawn from the logits of a language model.
///
/// In this order: tokens with logits z have the probabilities softmax(z/temperature); of these the
/// `topK` most probable remain; of these the most probable ones until their probabilities add up to
/// `topP`; one of those that remain is drawn. These are the steps of Hugging Face's `generate`.
///
/// Sources: Fan, Lewis & Dauphin, *Hierarchical Neural Story Generation*, 2018 (top-k); Holtzman et
/// al., *The Curious Case of Neural Text Degeneration*, 2020 (top-p).
package struct TokenSampling: Hashable, Sendable {
  /// The temperature, from 0 on; 0 takes the most probable token.
  package var temperature = 1.0
  /// The number of tokens that remain, from 1 on; nil for all. More may remain where several are
  /// equally probable.
  package var topK: Int?
  /// The total probability of the tokens that remain, in 0 … 1; nil or 1 for all.
  package var topP: Double?

  /// Draws from all tokens at temperature 1.
  package init() {}

  /// The probability of each token; 0 for those that do not remain.
  ///
  /// - Parameter logits: −∞ for a token that is never drawn. Of equal logits the earlier token counts
  ///   as the more probable one.
  /// - Precondition: at least one logit that is finite; a temperature of 0 or more.
  package func probabilities(_ logits: [Double]) -> [Double] {
    let order = logits.indices.sorted {
      logits[$0] > logits[$1] || logits[$0] == logits[$1] && $0 < $1
    }
    var result = [Double](repeating: 0, count: logits.count)
    guard temperature > 0 else {
      result[order[0]] = 1
      return result
    }
    var kept = order.filter { logits[$0] > -.infinity }
    precondition(!kept.isEmpty, "at least one logit must be finite")
    if let topK, topK < kept.count {
      let least = logits[kept[topK - 1]]
      kept = kept.filter { logits[$0] >= least }
    }
    var weights = kept.map { exp((logits[$0] - logits[order[0]]) / temperature) }
    if let topP, topP < 1 {
      let total = weights.reduce(0, +)
      var (sum, count) = (0.0, 0)
      while count < kept.count, count == 0 || sum < topP {
        sum += weights[count] / total
        count += 1
      }
      (kept, weights) = (Array(kept[..<count]), Array(weights[..<count]))
    }
    let total = weights.reduce(0, +)
    for (token, weight) in zip(kept, weights) { result[token] = weight / total }
    return result
  }

  /// Draws a token.
  ///
  /// - Precondition: as for ``probabilities(_:)``.
  func token(_ logits: [Double], using generator: inout SeededGenerator) -> Int {
    let probabilities = probabilities(logits)
    var rest = Double(generator.next() >> 11) * 0x1p-53
    for (token, probability) in probabilities.enumerated() where probability > 0 {
      rest -= probability
      if rest < 0 { return token }
    }
    return probabilities.lastIndex { $0 > 0 } ?? 0
  }
}
