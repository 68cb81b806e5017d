internal import Foundation

// The two usual measures of translations, as sacreBLEU computes them.
extension Measure {
  /// BLEU of translations as sacreBLEU's defaults compute it, in 0 … 100: words of ``TranslationWords``,
  /// and smoothing by halves.
  ///
  /// It is 100 times ``bleu(candidates:references:)`` of these words, except that the k-th order of
  /// n-grams without a match, from 1 on, counts 2⁻ᵏ matches. Its signature is
  /// `case:mixed|tok:13a|smooth:exp`.
  ///
  /// - Parameter references: for each translation, one or more correct ones.
  /// - Precondition: at least one reference for each translation.
  public static func sacreBLEU(of translations: [String], references: [[String]]) -> Measure {
    let sums = bleu(
      candidates: translations.map(TranslationWords.words),
      references: references.map { $0.map(TranslationWords.words) }
    ).sums
    return Measure(sums) { sums in
      var (smoothing, logarithms) = (1.0, 0.0)
      guard (0..<4).contains(where: { sums[2 * $0] > 0 }) else { return 0 }
      for order in 0..<4 {
        let (matches, total) = (sums[2 * order], sums[2 * order + 1])
        guard total > 0 else { return 0 }
        if matches == 0 { smoothing *= 2 }
        logarithms += log(matches > 0 ? 100 * matches / total : 100 / (smoothing * total))
      }
      let brevity = sums[8] < sums[9] ? exp(1 - sums[9] / sums[8]) : 1
      return brevity * exp(logarithms / 4)
    }
  }

  /// chrF2 of translations as sacreBLEU's defaults compute it, in 0 … 100: n-grams of up to six
  /// characters, without white space.
  ///
  /// ```
  /// chrF = 100 · 5·P·R / (4·P + R)
  /// ```
  ///
  /// where P and R are the means over n = 1 … 6 of the matched n-grams over those of the translations
  /// and of the references; an n for which one of them has none is left out. Of several references the
  /// one with the best sentence score counts. Its signature is `case:mixed|nc:6|nw:0|space:no`.
  ///
  /// Source: Popović, *chrF: character n-gram F-score for automatic MT evaluation*, 2015
  /// (<https://aclanthology.org/W15-3049>).
  ///
  /// - Precondition: at least one reference for each translation.
  public static func chrF(of translations: [String], references: [[String]]) -> Measure {
    precondition(
      translations.count == references.count && references.allSatisfy { !$0.isEmpty },
      "each of \(translations.count) translations must have a reference; received "
        + "\(references.count)")
    var sums = [Double](repeating: 0, count: 18)
    for (translation, references) in zip(translations, references) {
      let found = characterGrams(of: translation)
      let counts = references.map { matches(of: found, with: characterGrams(of: $0)) }
      // The first of equally good ones.
      var best = counts[0]
      for count in counts.dropFirst() where score(count) > score(best) { best = count }
      for index in sums.indices { sums[index] += best[index] }
    }
    return Measure(sums, result: score)
  }

  /// For each order the n-grams of the translation, those of the reference, and those of both.
  private static func matches(
    of found: [[[Unicode.Scalar]: Int]], with expected: [[[Unicode.Scalar]: Int]]
  ) -> [Double] {
    zip(found, expected).flatMap { found, expected in
      let common = found.reduce(0) { $0 + min($1.value, expected[$1.key] ?? 0) }
      // An empty reference counts no n-gram of the translation.
      let all = expected.isEmpty ? 0 : found.values.reduce(0, +)
      return [Double(all), Double(expected.values.reduce(0, +)), Double(common)]
    }
  }

  private static func score(_ sums: [Double]) -> Double {
    var (precision, recall, orders) = (0.0, 0.0, 0.0)
    for order in 0..<6 where sums[3 * order] > 0 && sums[3 * order + 1] > 0 {
      precision += sums[3 * order + 2] / sums[3 * order]
      recall += sums[3 * order + 2] / sums[3 * order + 1]
      orders += 1
    }
    guard orders > 0, precision + recall > 0 else { return 0 }
    (precision, recall) = (precision / orders, recall / orders)
    return 100 * (5 * precision * recall / (4 * precision + recall))
  }

  private static func characterGrams(of text: String) -> [[[Unicode.Scalar]: Int]] {
    let scalars = text.unicodeScalars.filter { !TranslationWords.isSpace($0) }
    typealias Grams = [[Unicode.Scalar]: Int]
    let all = Array(scalars)
    return (1...6).map { order -> Grams in
      var counts: Grams = [:]
      guard all.count >= order else { return counts }
      for start in 0...all.count - order {
        counts[Array(all[start..<start + order]), default: 0] += 1
      }
      return counts
    }
  }
}
