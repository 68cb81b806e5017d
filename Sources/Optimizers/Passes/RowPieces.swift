/// Matrices cut into pieces along their rows, shared among threads. The pieces are fixed, so that
/// sums do not depend on the number of threads. A vector is a matrix of one row.
@usableFromInline
struct RowPieces: Sendable {
  @usableFromInline
  struct Piece: Sendable {
    @usableFromInline let parameter: Int
    @usableFromInline let rows: Range<Int>
    @usableFromInline let columns: Range<Int>
    /// The index of the first row's sums among those of all pieces.
    @usableFromInline let firstSum: Int
  }

  /// How the matrices are cut.
  @usableFromInline
  enum Cut: Sendable {
    /// Into bands of whole rows. A row is cut only if it is longer than a block.
    case bands
    /// Into stripes of whole columns, so that one thread writes all sums of a column.
    case stripes
  }

  /// The number of columns of a stripe: a kilobyte of floats.
  private static let stripe = 256

  @usableFromInline let all: [Piece]
  /// The length of a row of each parameter.
  @usableFromInline let lengths: [Int]
  /// The number of rows of each parameter.
  @usableFromInline let rows: [Int]
  /// The number of sums of all pieces.
  @usableFromInline let sums: Int
  private let shares: Shares

  /// The pieces of parameters of these shapes.
  @usableFromInline
  init(_ shapes: [ParameterShape], _ cut: Cut) {
    rows = shapes.map { $0.matrix?.rows ?? 1 }
    lengths = shapes.map { $0.matrix?.columns ?? $0.count }
    var all: [Piece] = []
    var sums = 0
    func append(_ parameter: Int, _ rows: Range<Int>, _ columns: Range<Int>) {
      all.append(Piece(parameter: parameter, rows: rows, columns: columns, firstSum: sums))
      sums += rows.count
    }
    for (parameter, (rows, length)) in zip(rows, lengths).enumerated() where rows * length > 0 {
      let width = cut == .bands ? Blocks.length : Self.stripe
      let height = cut == .bands ? max(1, Blocks.length / length) : rows
      for row in stride(from: 0, to: rows, by: height) {
        for column in stride(from: 0, to: length, by: width) {
          append(parameter, row..<min(rows, row + height), column..<min(length, column + width))
        }
      }
    }
    (self.all, self.sums) = (all, sums)
    shares = Shares(elements: all.lazy.map { $0.rows.count * $0.columns.count })
  }

  /// Hands out every piece once, among `workers`.
  @usableFromInline
  func forEach(on workers: Workers, _ body: @Sendable (_ indices: Range<Int>) -> Void) {
    shares.forEach(on: workers, body)
  }
}
