internal import Synchronization

/// Pieces of work in a row, shared among threads by the number of elements.
///
/// One thread does a whole piece, and its result does not depend on which thread that is.
@usableFromInline
struct Shares: Sendable {
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

  /// Hands out every piece once, among `workers`.
  ///
  /// Each thread takes the next stretch when it has done one, so that a slow or busy core does not
  /// delay the others.
  @usableFromInline
  func forEach(on workers: Workers, _ body: @Sendable (_ indices: Range<Int>) -> Void) {
    let total = ends.last ?? 0
    let count = workers.worth(elements: total, pieces: ends.count)
    guard count > 1 else { return body(ends.indices) }
    let stretches = min(ends.count, count * Self.stretchesOfAThread)
    let next = Atomic(0)
    workers(count) { _ in
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
