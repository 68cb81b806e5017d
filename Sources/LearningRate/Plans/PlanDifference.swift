/// Two notations one above the other, with the place where they differ marked.
///
/// ```
///   was: cosine(from: 0.003, to: 0).warmup(5%), 575 steps
///   now: cosine(from: 0.003, to: 0).warmup(10%), 575 steps
///                                          ^^
/// ```
public struct PlanDifference: Hashable, Sendable, CustomStringConvertible {
  /// What was.
  public let was: String
  /// What is now.
  public let now: String

  /// The difference between two texts; nil if there is none.
  public init?(_ was: String, _ now: String) {
    guard was != now else { return nil }
    (self.was, self.now) = (was, now)
  }

  /// Both lines, and carets under the part of the second one that is not in the first: under one
  /// place where something was only taken away.
  public var description: String {
    let (was, now) = (Array(was), Array(now))
    let shorter = min(was.count, now.count)
    var start = 0
    while start < shorter, was[start] == now[start] { start += 1 }
    // A number or a name is marked from its beginning.
    while start > 0, isPartOfWord(now[start - 1]), start < now.count, isPartOfWord(now[start]) {
      start -= 1
    }
    var end = 0
    while end < shorter - start, was[was.count - 1 - end] == now[now.count - 1 - end] { end += 1 }
    let marks = max(1, now.count - end - start)
    return """
        was: \(self.was)
        now: \(self.now)
             \(String(repeating: " ", count: start))\(String(repeating: "^", count: marks))
      """
  }

  private func isPartOfWord(_ letter: Character) -> Bool {
    letter.isLetter || letter.isNumber || letter == "." || letter == "-"
  }
}
