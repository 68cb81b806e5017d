/// Reads losses by a regular expression: the group `loss`, or the only one, is the loss, the group
/// `step` the step.
package struct LossPattern {
  private let regex: Regex<AnyRegexOutput>
  private let isNamed: Bool

  /// Reads a regular expression.
  ///
  /// - Throws: ``ProgramError`` if it is none, or has other groups.
  package init(_ pattern: String) throws {
    do { regex = try Regex(pattern) } catch {
      throw ProgramError.usage("--pattern must be a regular expression; received '\(pattern)'")
    }
    isNamed = regex.contains(captureNamed: "loss")
    // the groups of any match; the pattern may need a text to have one
    let groups = Self.groups(pattern)
    guard isNamed || groups == 1 else {
      throw ProgramError.usage(
        "--pattern must have one group in parentheses, for the loss, or one named (?<loss>…); received "
          + "\(groups) in '\(pattern)'")
    }
  }

  /// The loss and the step in a line.
  func match(_ line: String) -> (loss: Double, step: Double?)? {
    guard let match = try? regex.firstMatch(in: line) else { return nil }
    let text = isNamed ? match["loss"]?.substring : match.output[1].substring
    guard let text, let loss = LossPattern.number(text) else { return nil }
    return (loss, match["step"]?.substring.flatMap(LossPattern.number))
  }

  /// The number of groups that capture.
  private static func groups(_ pattern: String) -> Int {
    var (count, isEscaped, isInClass) = (0, false, false)
    let characters = Array(pattern)
    for (index, character) in characters.enumerated() {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if isInClass {
        isInClass = character != "]"
      } else if character == "[" {
        isInClass = true
      } else if character == "(" {
        let next = String(characters[(index + 1)...].prefix(3))
        let captures =
          !next.hasPrefix("?") || (next.hasPrefix("?<") && next != "?<=" && next != "?<!")
        if captures || next.hasPrefix("?P<") { count += 1 }
      }
    }
    return count
  }

  private static func number(_ text: Substring) -> Double? {
    let plain = text.filter { $0 != "," && $0 != " " }.lowercased()
    return plain == "-nan" ? .nan : Double(plain)
  }
}

/// Reads the lines that a pattern fits.
struct PatternReader: LossLineReader {
  let pattern: LossPattern
  let series: SeriesName
  var otherNames: [String] { [] }

  mutating func readings(in line: [UInt8]) -> [LossReading] {
    guard let found = pattern.match(String(decoding: line, as: UTF8.self)) else { return [] }
    return [LossReading(series, found.loss, step: found.step)]
  }
}
