/// Finds the known name that a mistyped one was probably meant to be.
enum NearestName {
  /// The candidate with the smallest edit distance to `name`, if at most a third of it differs.
  static func match(_ name: String, among candidates: [String]) -> String? {
    let limit = max(1, name.count / 3)
    let scored = candidates.map { (name: $0, distance: distance(name.lowercased(), $0)) }
    guard let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= limit else {
      return nil
    }
    return best.name
  }

  /// Levenshtein's edit distance, without regard to case.
  private static func distance(_ first: String, _ second: String) -> Int {
    let second = Array(second.lowercased())
    var row = Array(0...second.count)
    for (line, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in second.indices {
        let substituted = diagonal + (letter == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, row[column] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
