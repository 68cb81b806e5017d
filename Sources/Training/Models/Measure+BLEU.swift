internal import Foundation

extension Measure {
  /// BLEU of translations against references, in 0 … 1: computed over a whole data set, not the
  /// mean of sentences.
  ///
  /// ```
  /// BLEU = min(1, exp(1 − r/c)) · exp(¼ Σ log pₙ)    n = 1 … 4
  /// pₙ   = matched n-grams / n-grams of the candidates
  /// ```
  ///
  /// An n-gram of a candidate is matched at most as often as it occurs in one of its references. c
  /// is the total length of the candidates, and r the total length of the references nearest to
  /// them in length (the shorter one of two equally near). BLEU is 0 if no n-gram of some order is
  /// matched; there is no smoothing. The words are compared as given: the tokenization changes the
  /// result, so report it too.
  ///
  /// Source: Papineni et al., *BLEU: a Method for Automatic Evaluation of Backend Translation*,
  /// 2002 (<https://aclanthology.org/P02-1040>); sacreBLEU with `smooth_method="none"` and
  /// `tokenize="none"` gives 100 times this value.
  ///
  /// - Parameters:
  ///   - candidates: the words of each translation.
  ///   - references: for each candidate, the words of one or more correct translations.
  /// - Precondition: at least one reference for each candidate.
  public static func bleu<Word: Hashable>(
    candidates: [[Word]], references: [[[Word]]]
  ) -> Measure {
    precondition(
      candidates.count == references.count && references.allSatisfy { !$0.isEmpty },
      "each of \(candidates.count) candidates must have a reference; received \(references.count)")
    var sums = [Double](repeating: 0, count: 10)
    for (candidate, references) in zip(candidates, references) {
      for order in 1...4 {
        let found = grams(of: candidate, order)
        var most: [[Word]: Int] = [:]
        for reference in references {
          most.merge(grams(of: reference, order)) { max($0, $1) }
        }
        sums[2 * order - 2] += Double(found.reduce(0) { $0 + min($1.value, most[$1.key] ?? 0) })
        sums[2 * order - 1] += Double(max(candidate.count - order + 1, 0))
      }
      let length = references.map(\.count).min { one, other in
        let distances = (abs(one - candidate.count), abs(other - candidate.count))
        return (distances.0, one) < (distances.1, other)
      }
      sums[8] += Double(candidate.count)
      sums[9] += Double(length ?? 0)
    }
    return Measure(sums) { sums in
      let precisions = (0..<4).map { sums[2 * $0] / max(sums[2 * $0 + 1], 1) }
      guard precisions.allSatisfy({ $0 > 0 }) else { return 0 }
      let brevity = min(1, exp(1 - sums[9] / sums[8]))
      return brevity * exp(precisions.reduce(0) { $0 + log($1) } / 4)
    }
  }

  /// The number of occurrences of each n-gram of `order` words.
  private static func grams<Word: Hashable>(of words: [Word], _ order: Int) -> [[Word]: Int] {
    guard words.count >= order else { return [:] }
    return (0...words.count - order).reduce(into: [:]) { counts, start in
      counts[Array(words[start..<start + order]), default: 0] += 1
    }
  }
}
