internal import Dispatch

/// Pieces of work in a row, which threads share out by their weight.
///
/// Every piece is one thread's; which thread gets it changes nothing in what the piece gives.
@usableFromInline
struct Shares: Sendable {
  /// Below this many elements a second thread costs more than it saves.
  private static let elementsWorthAThread = 1 << 16
  /// The elements of each piece and all before it.
  private let ends: [Int]

  /// Pieces of these numbers of elements.
  init(elements: some Sequence<Int>) {
    var total = 0
    ends = elements.map { count in
      total += count
      return total
    }
  }

  /// Hands out every piece once, on up to `threads` threads.
  ///
  /// - Precondition: at least one thread.
  @usableFromInline
  func forEach(threads: Int, _ body: @Sendable (_ indices: Range<Int>) -> Void) {
    precondition(threads >= 1, "threads must be at least 1; received \(threads)")
    let total = ends.last ?? 0
    let shares = max(1, min(threads, total / Self.elementsWorthAThread, ends.count))
    guard shares > 1 else { return body(ends.indices) }
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      body(start(of: share, of: shares, total)..<start(of: share + 1, of: shares, total))
    }
  }

  /// The first piece that ends past this share's part of the elements.
  private func start(of share: Int, of shares: Int, _ total: Int) -> Int {
    if share == shares { return ends.count }
    let place = total * share / shares
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > place { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
