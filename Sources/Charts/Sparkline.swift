/// A curve in one line of text: `▁▂▃▅▇█`.
///
/// Each character shows the mean of an equal share of the values, from the lowest mean (`▁`) to the
/// highest (`█`). Fewer values than `width` take one character each. A share without a finite value
/// is a blank; a constant series is drawn at middle height; no values give an empty text.
///
/// - Parameters:
///   - values: the curve, in order.
///   - width: the most characters to use.
///   - glyphs: the characters a terminal can show.
public func sparkline(
  _ values: [Double], width: Int = 40, glyphs: TerminalGlyphs = .unicode
) -> String {
  let levels = Array(glyphs == .unicode ? "▁▂▃▄▅▆▇█" : "_.-=+*%#")
  let count = min(max(0, width), values.count)
  let means = (0..<count).map { column in
    // Scaling before adding keeps sums of huge values finite.
    let part = values[(column * values.count / count)..<((column + 1) * values.count / count)]
      .filter(\.isFinite)
    return part.reduce(0) { $0 + $1 / Double(part.count) }
  }
  let isBlank = (0..<count).map { column in
    values[(column * values.count / count)..<((column + 1) * values.count / count)]
      .allSatisfy { !$0.isFinite }
  }
  let shown = zip(means, isBlank).filter { !$0.1 }.map(\.0)
  guard let low = shown.min(), let high = shown.max() else {
    return String(repeating: " ", count: count)
  }
  let span = high / 2 - low / 2
  return String(
    zip(means, isBlank).map { mean, isBlank -> Character in
      if isBlank { return " " }
      guard span > 0 else { return levels[levels.count / 2] }
      let height = (mean / 2 - low / 2) / span
      return levels[Int((height * Double(levels.count - 1)).rounded())]
    })
}
