internal import Dispatch

/// Parameters cut into blocks, which threads share out.
///
/// A block is a fixed stretch of one parameter, so that sums taken block by block do not depend on the
/// number of threads. It is a multiple of 16 elements long: where an array starts on a cache line, no
/// two threads write one.
@usableFromInline
struct Blocks: Sendable {
  @usableFromInline
  struct Block: Sendable {
    @usableFromInline let parameter: Int
    @usableFromInline let range: Range<Int>
  }

  @usableFromInline static let length = 1 << 15
  /// Below this many elements a second thread costs more than it saves.
  private static let elementsWorthAThread = 1 << 16

  @usableFromInline let all: [Block]
  private let ends: [Int]

  /// The blocks of arrays of these lengths.
  init(_ counts: [Int]) {
    var all: [Block] = []
    all.reserveCapacity(counts.count)
    var ends: [Int] = []
    ends.reserveCapacity(counts.count)
    var total = 0
    for (parameter, count) in counts.enumerated() {
      for start in stride(from: 0, to: count, by: Self.length) {
        let range = start..<min(count, start + Self.length)
        all.append(Block(parameter: parameter, range: range))
        total += range.count
        ends.append(total)
      }
    }
    (self.all, self.ends) = (all, ends)
  }

  /// Hands out every block once, on up to `threads` threads.
  ///
  /// - Precondition: at least one thread.
  @usableFromInline
  func forEach(threads: Int, _ body: @Sendable (_ indices: Range<Int>) -> Void) {
    precondition(threads >= 1, "threads must be at least 1; received \(threads)")
    let total = ends.last ?? 0
    let shares = max(1, min(threads, total / Self.elementsWorthAThread, all.count))
    guard shares > 1 else { return body(all.indices) }
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      body(start(of: share, of: shares, total)..<start(of: share + 1, of: shares, total))
    }
  }

  /// The first block that ends past this share's part of the elements.
  private func start(of share: Int, of shares: Int, _ total: Int) -> Int {
    if share == shares { return all.count }
    let place = total * share / shares
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > place { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
