internal import Torch

/// A U-Net: n × channels × height × width to the logits of classes at each pixel.
///
/// ```
/// level(x, k) = convolve([convolve(x), enlarge(level(halve(convolve(x)), k + 1))])
/// ```
///
/// Each level has two 3×3 convolutions on the way down and one on the way up, each followed by batch
/// normalization and ReLU, and half the height and width of the one above it; the last level has only the
/// way down.
///
/// Source: Ronneberger, Fischer & Brox, *U-Net: Convolutional Networks for Biomedical Image Segmentation*,
/// 2015 (<https://arxiv.org/abs/1505.04597>), with padding, batch normalization and enlargement by the
/// nearest pixel.
final class UNet: Layer {
  let body: Sequential

  /// Creates a network with random initial weights.
  ///
  /// - Parameters:
  ///   - channels: the channels of the input.
  ///   - widths: the channels of each level.
  ///   - classes: the channels of the output.
  /// - Precondition: at least one width; all are positive.
  init(_ channels: Int, widths: [Int], classes: Int) throws {
    precondition(!widths.isEmpty, "a U-Net must have at least one level")
    body = Sequential(
      try Self.level(channels, widths[...]) + [try Convolution2D(widths[0], classes, size: 1)])
  }

  /// The logits; height and width must be multiples of two to the number of halvings.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try body(input, for: mode)
  }

  private static func level(_ inputs: Int, _ widths: ArraySlice<Int>) throws -> [any Layer] {
    guard let width = widths.first else { return [] }
    let down = try convolution(inputs, width) + convolution(width, width)
    let rest = widths.dropFirst()
    guard let next = rest.first else { return down }
    let below = Sequential([MaxPool2D(2)] + (try level(width, rest)) + [Upsample2D(2)])
    // An empty chain passes its input on.
    let both = Parallel([Sequential(), below], .concatenated(along: 1))
    return down + [both] + (try convolution(width + next, width))
  }

  private static func convolution(_ inputs: Int, _ outputs: Int) throws -> [any Layer] {
    [
      try Convolution2D(inputs, outputs, size: 3, padding: 1, bias: false),
      try BatchNorm(outputs), ReLU(),
    ]
  }
}
