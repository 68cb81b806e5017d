extension BytePairVocabulary {
  /// Learns a vocabulary of at most `size` tokens from a text.
  ///
  /// The pair that stands side by side most often, counted over all pieces of the text, is merged
  /// everywhere, again and again, until there are `size` tokens or no pair occurs twice. Of pairs
  /// that occur equally often the one whose first token is lower goes first, then whose second is.
  /// Pairs that overlap, as in `aaa`, are counted both.
  ///
  /// - Precondition: `size` is in `256...1_000_000`.
  package init(learnedFrom text: String, size: Int) {
    precondition(
      (256...1_000_000).contains(size),
      "a vocabulary of byte pairs has 256 to 1,000,000 tokens; received \(size)")
    self.init()
    var pieces = MergedPieces(of: text)
    while count < size, let merge = pieces.mostFrequent() {
      pieces.replace(merge, by: add(merge))
    }
  }
}

/// The distinct pieces of a text, as tokens, with the pairs in them.
private struct MergedPieces {
  private typealias Merge = BytePairVocabulary.Merge

  private var pieces: [[Int32]] = []
  private var occurrences: [Int] = []
  /// How often each pair occurs in the text.
  private var counts: [Merge: Int] = [:]
  /// The pieces in which a pair occurs, or occurred.
  private var locations: [Merge: [Int]] = [:]
  private var queue = PairQueue()

  init(of text: String) {
    var words: [[UInt8]: Int] = [:]
    var text = text
    text.withUTF8 { bytes in
      var splitter = WordSplitter(bytes)
      while let range = splitter.next() { words[[UInt8](bytes[range]), default: 0] += 1 }
    }
    for (word, occurrences) in words {
      pieces.append(word.map { BytePairVocabulary.tokenOfByte[Int($0)] })
      self.occurrences.append(occurrences)
      for merge in Self.pairs(in: pieces[pieces.count - 1]) {
        counts[merge, default: 0] += occurrences
        locations[merge, default: []].append(pieces.count - 1)
      }
    }
    for (merge, count) in counts { queue.push(merge, count: count) }
  }

  /// The pair to merge next, or nil when none occurs twice.
  mutating func mostFrequent() -> BytePairVocabulary.Merge? {
    while let (merge, count) = queue.pop() {
      // Counts that fell since the pair was queued are put right when it comes up.
      let current = counts[merge] ?? 0
      if current == count { return count > 1 ? merge : nil }
      if current > 1 { queue.push(merge, count: current) }
    }
    return nil
  }

  mutating func replace(_ merge: BytePairVocabulary.Merge, by token: Int32) {
    var grown: Set<Merge> = []
    for index in Set(locations.removeValue(forKey: merge) ?? []) {
      let new = BytePairVocabulary.replacing(merge, by: token, in: pieces[index])
      if new.count == pieces[index].count { continue }
      for pair in Self.pairs(in: pieces[index]) { counts[pair]! -= occurrences[index] }
      for pair in Self.pairs(in: new) {
        counts[pair, default: 0] += occurrences[index]
        guard pair.left == token || pair.right == token else { continue }
        locations[pair, default: []].append(index)
        grown.insert(pair)
      }
      pieces[index] = new
    }
    counts[merge] = nil
    for pair in grown { queue.push(pair, count: counts[pair]!) }
  }

  private static func pairs(in piece: [Int32]) -> [BytePairVocabulary.Merge] {
    zip(piece, piece.dropFirst()).map { BytePairVocabulary.Merge(left: $0, right: $1) }
  }
}

/// A heap of pairs, the most frequent first, of equally frequent ones the one of lower tokens.
private struct PairQueue {
  private var entries: [(merge: BytePairVocabulary.Merge, count: Int)] = []

  mutating func push(_ merge: BytePairVocabulary.Merge, count: Int) {
    entries.append((merge, count))
    var index = entries.count - 1
    while index > 0, precedes(index, (index - 1) / 2) {
      entries.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop() -> (merge: BytePairVocabulary.Merge, count: Int)? {
    guard !entries.isEmpty else { return nil }
    entries.swapAt(0, entries.count - 1)
    let first = entries.removeLast()
    var index = 0
    while true {
      var next = 2 * index + 1
      guard next < entries.count else { return first }
      if next + 1 < entries.count, precedes(next + 1, next) { next += 1 }
      guard precedes(next, index) else { return first }
      entries.swapAt(next, index)
      index = next
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (entries[left], entries[right])
    return (-a.count, a.merge.left, a.merge.right) < (-b.count, b.merge.left, b.merge.right)
  }
}
