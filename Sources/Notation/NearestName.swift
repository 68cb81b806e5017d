/// Returns the candidate that `name` is most likely a misspelling of, or nil if none is close.
///
/// Closeness is the number of single-character insertions, deletions, substitutions and swaps of
/// neighbours that turn one word into the other, case ignored (the optimal string alignment
/// distance). A candidate is close at a distance of at most a third of its own length and at least
/// one, or when it starts with the three or more characters given. The first of equals wins.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let given = Array(name.lowercased().prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let known = Array(candidate.lowercased())
    var distance = alignmentDistance(given, known)
    let isPrefix = given.count >= 3 && known.starts(with: given)
    if isPrefix { distance = min(distance, 1) }
    guard distance <= max(1, known.count / 3), distance < known.count else { continue }
    if let best, best.distance <= distance { continue }
    best = (candidate, distance)
  }
  return best?.name
}

/// The optimal string alignment distance, row by row: `O(a.count · b.count)` time.
private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let substitution = last[j] + (a[i] == b[j] ? 0 : 1)
      var cost = min(substitution, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
