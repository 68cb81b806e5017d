internal import Foundation
package import Records

/// The frequencies of tokens, with one more of each: what a model of the next token must beat.
package struct UnigramBaseline: Sendable {
  private let logarithms: [Double]

  /// The frequencies of `tokens`, each from 0 to `vocabulary` − 1.
  package init(_ tokens: [Int32], vocabulary: Int) {
    var counts = [Double](repeating: 1, count: vocabulary)
    for token in tokens { counts[Int(token)] += 1 }
    let total = counts.reduce(0, +)
    logarithms = counts.map { log($0 / total) }
  }

  /// The mean negative log-likelihood of `tokens` in nats, and its exponential.
  package func measured(on tokens: [Int32]) -> Baseline {
    let loss = -tokens.reduce(0) { $0 + logarithms[Int($1)] } / Double(tokens.count)
    return Baseline(name: "frequencies", measures: ["loss": loss, "perplexity": exp(loss)])
  }
}
