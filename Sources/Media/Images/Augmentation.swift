/// Random changes of pictures that leave their class as it is, so that a network sees more of them.
///
/// A picture is cut out of its padded version, moved, mirrored, and a square of it is blanked, in
/// this order; what is 0 is left out. Pixels are standardized or in any unit: padding and blanks
/// are ``fill``. The draws depend on the generator alone; ``ExampleGenerator`` makes them a
/// function of seed, step and example.
package struct Augmentation: Sendable, Hashable, Codable {
  /// Whether left and right are exchanged in half of the cases.
  package var flips: Bool
  /// The pixels of padding on each side before a picture of the old size is cut out anywhere.
  package var padding: Int
  /// The pixels by which a picture is moved at most in both directions, the border repeated.
  package var shift: Int
  /// The side of the blanked square, whose centre may be any pixel (DeVries & Taylor, *Improved
  /// Regularization of Convolutional Neural Networks with Cutout*, 2017,
  /// <https://arxiv.org/abs/1708.04552>).
  package var cutOut: Int
  /// The value of padding and blanks; 0 is the mean of standardized pixels.
  package var fill: Float

  /// Changes of these kinds.
  ///
  /// - Precondition: no number of pixels is negative.
  package init(
    flips: Bool = false, padding: Int = 0, shift: Int = 0, cutOut: Int = 0, fill: Float = 0
  ) {
    precondition(
      padding >= 0 && shift >= 0 && cutOut >= 0,
      "pixels must be a number from 0; received \(padding), \(shift), \(cutOut)")
    self.flips = flips
    self.padding = padding
    self.shift = shift
    self.cutOut = cutOut
    self.fill = fill
  }

  /// No change.
  package static let none = Augmentation()

  /// Whether nothing is changed.
  package var isNone: Bool { !flips && padding == 0 && shift == 0 && cutOut == 0 }

  /// The changes for pictures of a size.
  ///
  /// Characters are moved by up to a fourteenth of the shorter side (2 pixels of MNIST's 28),
  /// border repeated, and never mirrored, since a mirrored 'd' is a 'b'. Other pictures are
  /// mirrored and cut out of a padding of an eighth (4 pixels of CIFAR's 32), and from 32 pixels on
  /// a square of a quarter is blanked. Pictures of fewer than 8 pixels stay as they are.
  package static func standard(height: Int, width: Int, areCharacters: Bool) -> Augmentation {
    let side = min(height, width)
    if side < 8 { return .none }
    if areCharacters { return Augmentation(shift: max(1, side / 14)) }
    return Augmentation(flips: true, padding: side / 8, cutOut: side >= 32 ? side / 4 : 0)
  }

  /// Whether classes of these names are characters: every name is one letter or digit, a whole
  /// number, or an English digit's name.
  package static func areCharacters(_ classNames: [String]) -> Bool {
    let digits = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]
    return classNames.allSatisfy {
      $0.count == 1 && $0.allSatisfy { $0.isLetter || $0.isNumber } || Int($0) != nil
        || digits.contains($0.lowercased())
    }
  }

  /// Changes a picture of shape `channels × height × width` in place.
  ///
  /// - Precondition: there are as many pixels as the sizes say.
  package func apply(
    to pixels: inout [Float], channels: Int, height: Int, width: Int,
    generator: inout some RandomNumberGenerator
  ) {
    precondition(
      pixels.count == channels * height * width,
      "pixels must fill \(channels) × \(height) × \(width); received \(pixels.count)")
    if isNone { return }
    // Every draw is made, so that the others stay the same when one kind is left out.
    let crop = (
      y: Int.random(in: -padding...padding, using: &generator),
      x: Int.random(in: -padding...padding, using: &generator)
    )
    let move = (
      y: Int.random(in: -shift...shift, using: &generator),
      x: Int.random(in: -shift...shift, using: &generator)
    )
    let isMirrored = Bool.random(using: &generator) && flips
    let center = (
      y: Int.random(in: 0..<height, using: &generator),
      x: Int.random(in: 0..<width, using: &generator)
    )
    let source = pixels
    let blankRows = center.y - cutOut / 2..<center.y - cutOut / 2 + cutOut
    let blankColumns = center.x - cutOut / 2..<center.x - cutOut / 2 + cutOut
    for y in 0..<height {
      let row = min(max(y + move.y, 0), height - 1) + crop.y
      for x in 0..<width {
        let upright = isMirrored ? width - 1 - x : x
        let column = min(max(upright + move.x, 0), width - 1) + crop.x
        let isBlank =
          !(0..<height).contains(row) || !(0..<width).contains(column)
          || blankRows.contains(y) && blankColumns.contains(x)
        for channel in 0..<channels {
          let plane = channel * height * width
          pixels[plane + y * width + x] = isBlank ? fill : source[plane + row * width + column]
        }
      }
    }
  }
}
