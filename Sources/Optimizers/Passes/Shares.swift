internal import Dispatch
internal import Synchronization

/// Pieces of work in a row, shared among threads by the number of elements.
///
/// One thread does a whole piece, and its result does not depend on which thread that is.
@usableFromInline
struct Shares: Sendable {
  /// Below this many elements a second thread costs more than it saves.
  private static let elementsWorthAThread = 1 << 16
  /// Into how many stretches the work is cut for each thread.
  private static let stretchesOfAThread = 8
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
  /// Each thread takes the next stretch when it has done one, so that a slow or busy core does not
  /// delay the others.
  ///
  /// - Precondition: at least one thread.
  @usableFromInline
  func forEach(threads: Int, _ body: @Sendable (_ indices: Range<Int>) -> Void) {
    precondition(threads >= 1, "threads must be at least 1; received \(threads)")
    let total = ends.last ?? 0
    let workers = max(1, min(threads, total / Self.elementsWorthAThread, ends.count))
    guard workers > 1 else { return body(ends.indices) }
    let stretches = min(ends.count, workers * Self.stretchesOfAThread)
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let stretch = next.add(1, ordering: .relaxed).oldValue
        guard stretch < stretches else { return }
        body(
          start(of: stretch, of: stretches, total)..<start(of: stretch + 1, of: stretches, total))
      }
    }
  }

  /// The first piece that ends past this stretch's part of the elements.
  private func start(of stretch: Int, of stretches: Int, _ total: Int) -> Int {
    if stretch == stretches { return ends.count }
    let position = total * stretch / stretches
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > position { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
