/// Parameters cut into blocks, shared among threads. A block is a fixed part of one parameter, so
/// that sums do not depend on the number of threads. Its length is a multiple of 16 elements, so
/// that no two threads write to the same cache line.
@usableFromInline
struct Blocks: Sendable {
  @usableFromInline
  struct Block: Sendable {
    @usableFromInline let parameter: Int
    @usableFromInline let range: Range<Int>
  }

  @usableFromInline static let length = 1 << 15

  @usableFromInline let all: [Block]
  private let shares: Shares

  /// The blocks of arrays of these lengths.
  init(_ counts: [Int]) {
    var all: [Block] = []
    all.reserveCapacity(counts.count)
    for (parameter, count) in counts.enumerated() {
      for start in stride(from: 0, to: count, by: Self.length) {
        all.append(Block(parameter: parameter, range: start..<min(count, start + Self.length)))
      }
    }
    self.all = all
    shares = Shares(elements: all.lazy.map(\.range.count))
  }

  /// Hands out every block once, among `workers`.
  @usableFromInline
  func forEach(on workers: Workers, _ body: @Sendable (_ indices: Range<Int>) -> Void) {
    shares.forEach(on: workers, body)
  }
}
