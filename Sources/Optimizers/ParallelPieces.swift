internal import Dispatch

/// Below this many elements a second thread costs more than it saves.
private let elementsWorthAThread = 1 << 16

/// Cuts arrays of these lengths into one share per thread, and hands out each array's part.
///
/// An array is cut at multiples of 16 of its elements: where it starts on a cache line, no two
/// threads write one.
/// - Precondition: at least one thread.
@usableFromInline
func forEachPiece(
  of counts: [Int], threads: Int, _ body: @Sendable (_ index: Int, _ range: Range<Int>) -> Void
) {
  precondition(threads >= 1, "threads must be at least 1; received \(threads)")
  let total = counts.reduce(0, +)
  let shares = max(1, min(threads, total / elementsWorthAThread))
  guard shares > 1 else {
    for (index, count) in counts.enumerated() where count > 0 { body(index, 0..<count) }
    return
  }
  DispatchQueue.concurrentPerform(iterations: shares) { share in
    let (from, to) = (total * share / shares, total * (share + 1) / shares)
    var start = 0
    for (index, count) in counts.enumerated() {
      let range = cut(from - start, count)..<cut(to - start, count)
      if !range.isEmpty { body(index, range) }
      start += count
      if start >= to { break }
    }
  }
}

/// Where an array of `count` elements is cut when a share ends `place` elements into it.
private func cut(_ place: Int, _ count: Int) -> Int {
  if place <= 0 { return 0 }
  return place >= count ? count : place & ~15
}
