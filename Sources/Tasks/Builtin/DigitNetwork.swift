internal import Notation
internal import Torch
internal import Training

/// The convolutional network of both tasks with digits: two convolutions of 3×3 (1→16→32 channels, times the
/// width), each pooled by 2 and rectified, and a linear layer to ten classes.
///
/// Pooling before rectifying is the same function, and rectifies a quarter of the numbers.
///
/// - Parameter side: the images' height and width, a multiple of 4.
func makeDigitNetwork(side: Int, width: Int) throws -> any Model {
  let (first, second) = (16 * width, 32 * width)
  return Classifier(
    Sequential(
      try Convolution2D(1, first, size: 3, padding: 1), MaxPool2D(2), ReLU(),
      try Convolution2D(first, second, size: 3, padding: 1), MaxPool2D(2), ReLU(),
      Flatten(), try Linear(second * (side / 4) * (side / 4), 10)))
}

extension ArgumentReader {
  /// What the channels of the network are multiplied by.
  mutating func width() throws -> Int {
    let width = try value("width", default: 1)
    guard (1...64).contains(width) else {
      throw error(for: "width", "a whole number from 1 to 64", received: "\(width)")
    }
    return width
  }
}
