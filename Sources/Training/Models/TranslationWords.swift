/// The words of a sentence as sacreBLEU's tokenizer `13a` finds them, which imitates mteval-v13a.
///
/// Punctuation is separated, except full stops and commas within numbers and hyphens that do not follow
/// a digit. Letters keep their case.
///
/// Source: Post, *A Call for Clarity in Reporting BLEU Scores*, 2018
/// (<https://arxiv.org/abs/1804.08771>).
public enum TranslationWords {
  /// The words of `sentence`.
  public static func words(of sentence: String) -> [String] {
    var line = sentence
    for (text, other) in [("<skipped>", ""), ("-\n", ""), ("\n", " ")] {
      line = line.replacing(text, with: other)
    }
    if line.contains("&") {
      for (text, other) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
        line = line.replacing(text, with: other)
      }
    }
    var scalars = Array(" \(line) ".unicodeScalars)
    scalars = scalars.flatMap { isPunctuation($0) ? [" ", $0, " "] : [$0] }
    scalars = replacing(scalars, where: { !isDigit($0) && isPoint($1) }) { [$0, " ", $1, " "] }
    scalars = replacing(scalars, where: { isPoint($0) && !isDigit($1) }) { [" ", $0, " ", $1] }
    scalars = replacing(scalars, where: { isDigit($0) && $1 == "-" }) { [$0, " ", $1, " "] }
    return scalars.split(whereSeparator: isSpace).map { String(String.UnicodeScalarView($0)) }
  }

  /// Replaces pairs of scalars from left to right; a pair begins behind the one before it.
  private static func replacing(
    _ scalars: [Unicode.Scalar], where fits: (Unicode.Scalar, Unicode.Scalar) -> Bool,
    by replacement: (Unicode.Scalar, Unicode.Scalar) -> [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      if index + 1 < scalars.count, fits(scalars[index], scalars[index + 1]) {
        result += replacement(scalars[index], scalars[index + 1])
        index += 2
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return result
  }

  /// Whether Python takes `scalar` for white space: what Unicode does, and four separators of ASCII.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || ("\u{1C}"..."\u{1F}").contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isPoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

  /// ASCII's marks but `'`, `,`, `-` and `.`.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "{"..."~", "["..."`", " "..."&", "("..."+", ":"..."@", "/": true
    default: false
    }
  }
}
