internal import Training

/// A picture of one to three whole digits over clutter, the fragments of other digits.
///
/// No two digits overlap in their 28×28 boxes.
struct DigitCanvas {
  /// The pixels, row by row, from 0 to 255.
  private(set) var pixels = [UInt8](repeating: 0, count: side * side)
  /// What each pixel is: 0 for the background and the clutter, 1 to 10 for the digits 0 to 9.
  private(set) var classes = [UInt8](repeating: 0, count: side * side)

  /// The digits, each in the smallest box around its pixels.
  private(set) var objects: [BoxedObject] = []

  /// The height and the width.
  static let side = 64
  /// The number of classes of a pixel.
  static let classCount = 11
  private static let (fragments, fragmentSide) = (12, 8)
  /// The least brightness of a pixel that belongs to its digit, a quarter of full white.
  private static let threshold = 64

  /// Draws a canvas of `digits`.
  init(of digits: MNISTDigits, using generator: inout SeededGenerator) {
    for _ in 0..<Self.fragments { addFragment(of: digits, &generator) }
    let count = 1 + generator.place(below: 3)
    for corner in Self.corners(count, &generator) {
      addDigit(generator.place(below: digits.count), of: digits, at: corner)
    }
  }

  /// The upper left corners of boxes of 28×28 beside each other.
  private static func corners(
    _ count: Int, _ generator: inout SeededGenerator
  ) -> [(row: Int, column: Int)] {
    let room = side - MNISTDigits.side + 1
    var corners: [(row: Int, column: Int)] = []
    while corners.count < count {
      let next = (row: generator.place(below: room), column: generator.place(below: room))
      let isFree = corners.allSatisfy {
        abs($0.row - next.row) >= MNISTDigits.side
          || abs($0.column - next.column) >= MNISTDigits.side
      }
      // Where a box has no room beside the others, they begin anew.
      if isFree { corners.append(next) } else { corners = [] }
    }
    return corners
  }

  private mutating func addFragment(of digits: MNISTDigits, _ generator: inout SeededGenerator) {
    let digit = generator.place(below: digits.count)
    let (inside, outside) = (
      MNISTDigits.side - Self.fragmentSide + 1, Self.side - Self.fragmentSide + 1
    )
    let from = (row: generator.place(below: inside), column: generator.place(below: inside))
    let to = (row: generator.place(below: outside), column: generator.place(below: outside))
    for row in 0..<Self.fragmentSide {
      for column in 0..<Self.fragmentSide {
        let pixel = digits.pixel(digit, from.row + row, from.column + column)
        let place = (to.row + row) * Self.side + to.column + column
        pixels[place] = max(pixels[place], pixel)
      }
    }
  }

  private mutating func addDigit(
    _ digit: Int, of digits: MNISTDigits, at corner: (row: Int, column: Int)
  ) {
    var (rows, columns) = (ClosedRange<Int>?.none, ClosedRange<Int>?.none)
    func joined(_ range: ClosedRange<Int>?, _ place: Int) -> ClosedRange<Int> {
      range.map { min($0.lowerBound, place)...max($0.upperBound, place) } ?? place...place
    }
    for row in 0..<MNISTDigits.side {
      for column in 0..<MNISTDigits.side {
        let pixel = digits.pixel(digit, row, column)
        guard Int(pixel) >= Self.threshold else { continue }
        let place = (corner.row + row) * Self.side + corner.column + column
        pixels[place] = max(pixels[place], pixel)
        classes[place] = digits.labels[digit] + 1
        (rows, columns) = (joined(rows, corner.row + row), joined(columns, corner.column + column))
      }
    }
    guard let rows, let columns else { return }
    objects.append(
      BoxedObject(
        label: Int(digits.labels[digit]),
        box: Box(
          left: Float(columns.lowerBound), top: Float(rows.lowerBound),
          right: Float(columns.upperBound + 1), bottom: Float(rows.upperBound + 1))))
  }
}

extension MNISTDigits {
  /// A pixel of a digit.
  fileprivate func pixel(_ digit: Int, _ row: Int, _ column: Int) -> UInt8 {
    pixels[(digit * Self.side + row) * Self.side + column]
  }
}

extension SeededGenerator {
  /// A place in `0 ..< bound`.
  fileprivate mutating func place(below bound: Int) -> Int { Int(next(below: UInt64(bound))) }
}
